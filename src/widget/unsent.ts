import { isOver, isPassing, type Refusal } from './calls.ts';
import type { Activity, TalkOptions, Unsent } from './talk.ts';

/** What the visitor sent and the server has not acknowledged: goes out in order, each until it is taken or refused. */
export interface UnsentQueue {
  add(activity: Activity): string;
  flush(): Promise<void>;
  items(): Unsent[];
  close(): void;
}

interface Parts extends Pick<TalkOptions, 'onSent' | 'onFailed'> {
  saved?: Unsent[];
  post(activity: Unsent): Promise<{ id: string }>;
  isOnline(): boolean;
  onOver(refusal: Refusal): void;
  changed(): void;
}

const RESEND_MS = 1_000;

export function createUnsentQueue({
  saved = [],
  post,
  isOnline,
  onSent,
  onFailed,
  onOver,
  changed,
}: Parts): UnsentQueue {
  let queue = saved;
  let sending = false;
  let again: ReturnType<typeof setTimeout> | undefined;

  function drop(done: Unsent): void {
    queue = queue.filter((one) => one !== done);
    changed();
  }

  async function flush(): Promise<void> {
    if (sending) return;
    sending = true;
    clearTimeout(again);
    while (queue[0] && isOnline()) {
      const [first] = queue;
      const clientId = first.channelData.clientActivityID;
      try {
        const { id } = await post(first);
        drop(first);
        onSent?.(clientId, id);
      } catch (error) {
        const refusal = error as Refusal;
        if (isPassing(refusal) || isOver(refusal)) {
          if (isOver(refusal)) onOver(refusal);
          again = setTimeout(flush, Math.max(RESEND_MS, (refusal.retryAfter ?? 0) * 1000));
          break;
        }
        drop(first);
        onFailed?.(clientId, refusal.code ?? '');
      }
    }
    sending = false;
  }

  return {
    flush,
    add(activity) {
      const clientActivityID = crypto.getRandomValues(new Uint32Array(4)).join('-');
      queue = [...queue, { ...activity, channelData: { ...activity.channelData, clientActivityID } }];
      changed();
      void flush();
      return clientActivityID;
    },
    items: () => queue,
    close: () => clearTimeout(again),
  };
}

import { openTalk } from '../direct-line.ts';
import type { Activity, Status, Talk, TalkOptions, Unsent } from '../talk.ts';
import type { Kept } from './kept.ts';

/** The visitor's conversation over pages, tabs and naps: which one it is, when to connect and when to let go. */
export interface Visit {
  /** Connects to the kept conversation, or begins one. Does nothing when it is connected. */
  start(): void;
  /** Lets go of the connection; `start` goes on. */
  stop(): void;
  say(activity: Activity): string;
  /** Another conversation, after one has ended. */
  begin(): void;
}

interface VisitOptions extends Pick<TalkOptions, 'onActivity' | 'onSent' | 'onFailed'> {
  server: string;
  kept: Kept;
  locale(): string;
  /** Answers that a shared link brings along. */
  profile?: string;
  onStatus(status: Status): void;
  /** What is on the screen belongs to a conversation that is gone. */
  onClear(): void;
  /** Said before the page was loaded anew, and still on its way. */
  onWaiting(activity: Unsent): void;
}

export function createVisit(options: VisitOptions): Visit {
  const { kept, profile, onClear } = options;
  let talk: Talk | undefined;
  let conversationId = '';
  let heardAnything = false;

  function open(): void {
    // A shared link that was not opened before is another conversation.
    if (profile && kept.talk()?.profile !== profile) kept.forget();
    const saved = kept.talk();
    conversationId = saved?.conversationId ?? '';
    heardAnything = false;
    saved?.unsent.forEach(options.onWaiting);
    talk = openTalk({
      ...options,
      locale: options.locale(),
      channelData: profile ? { profile } : undefined,
      saved,
      onErased: forgetWhatWasShown,
      onActivity(activity) {
        heardAnything = true;
        options.onActivity(activity);
      },
      onStatus(status) {
        // A kept conversation that is too old is no news to the visitor, who sees an empty panel.
        if (status === 'ended' && !heardAnything && conversationId) begin();
        else options.onStatus(status);
      },
      onSave(save) {
        conversationId = save.conversationId;
        kept.keep({ ...save, profile: profile ?? saved?.profile });
      },
    });
  }

  function begin(): void {
    conversationId = '';
    kept.forget();
    forgetWhatWasShown();
    talk?.restart();
  }

  function forgetWhatWasShown(): void {
    kept.setSeen(0);
    onClear();
  }

  const wake = () => {
    if (document.visibilityState === 'visible') talk?.wake();
  };
  addEventListener('online', wake);
  addEventListener('offline', () => talk?.lose());
  document.addEventListener('visibilitychange', wake);
  // A page that holds a socket is not kept for the way back.
  addEventListener('pagehide', stop);
  addEventListener('pageshow', ({ persisted }) => {
    if (persisted && conversationId) start();
  });
  kept.onChange(() => {
    const other = kept.talk()?.conversationId;
    if (!talk || !other || !conversationId || other === conversationId) return;
    stop();
    start();
  });

  function start(): void {
    if (talk) return;
    onClear();
    open();
  }

  function stop(): void {
    talk?.close();
    talk = undefined;
  }

  return {
    start,
    stop,
    begin,
    say(activity) {
      start();
      return talk?.send(activity) ?? '';
    },
  };
}

import { setTimeout as sleep } from 'node:timers/promises';
import type { Translate } from '../i18n.ts';
import type { Logger } from '../log.ts';
import { LEASE_MS } from '../transcripts/engine.ts';
import { createQueue } from '../transcripts/queue.ts';
import type { ConversationStore, OutboxItem } from '../transcripts/store.ts';
import type { Send } from './delivery-connector.ts';
import { DeliveryError } from './delivery-error.ts';
import { createPace } from './delivery-pace.ts';
import { MOST_ATTEMPTS, waitAfter } from './delivery-retries.ts';
import { type Cause, createGiveUp } from './delivery-undeliverable.ts';
import { isWithinWindow } from './delivery-window.ts';

export interface DeliveryParts {
  store: ConversationStore;
  send: Send;
  /** The words of the staff pages, for why something could not be delivered. */
  t: Translate;
  logger: Logger;
  now?: () => Date;
  /** How often the outbox is looked through for what other instances have left, in milliseconds. */
  pollMs?: number;
  /** The wait after a first failure, in milliseconds. */
  retryMs?: number;
}

export interface Delivery {
  /** Delivers what a turn has just committed. Neither waits nor throws: a dead channel holds no turn up. */
  deliver(items: OutboxItem[]): void;
  /** Delivers what an earlier run left, then whatever falls due. */
  start(): Promise<void>;
  /** Looks for nothing more, and resolves when what is in hand is sent or kept for later. */
  stop(): Promise<void>;
  /** Resolves when nothing is in hand. */
  idle(): Promise<void>;
}

const PAGE = 20;
const POLL_MS = 15_000;

/** Somebody else may take an item over once its lease is out; it is not begun shortly before. */
const LEASE_MARGIN_MS = 15_000;

/** How soon to look again for what waits behind a message that another instance has in hand. */
const BEHIND_MS = 1_000;

/** Why an item must wait, and how long; without a failure it was not tried. */
interface Delay {
  failure?: string;
  waitMs: number;
}

/** A channel's rate that is free again so soon is waited for in place; longer waits go back into the outbox. */
const SHORT_WAIT_MS = 1_000;

/** Brings what is committed to its channels: in order within a conversation, with patience, and never for ever. */
export function createDelivery(parts: DeliveryParts): Delivery {
  const { store, send, t, logger, now = () => new Date(), pollMs = POLL_MS, retryMs } = parts;
  const inTurn = createQueue();
  const giveUp = createGiveUp({ store, t, logger });
  const pace = createPace();
  const inHand = new Set<Promise<void>>();
  let timer: NodeJS.Timeout | undefined;
  let nextAt = Number.POSITIVE_INFINITY;
  let stopped = false;

  function deliver(items: OutboxItem[]): void {
    const leasedUntil = now().getTime() + LEASE_MS - LEASE_MARGIN_MS;
    for (const [conversationId, own] of Map.groupBy(items, (item) => item.conversationId)) {
      const work = inTurn(conversationId, () => inOrder(own, leasedUntil)).catch((error) => {
        // What could not be marked stays in the outbox and comes up again.
        logger.error({ err: error, conversationId }, 'the outbox could not be kept');
      });
      inHand.add(work);
      void work.finally(() => inHand.delete(work));
    }
  }

  async function inOrder(items: OutboxItem[], leasedUntil: number): Promise<void> {
    const refused: { item: OutboxItem; cause: Cause }[] = [];
    for (const [index, item] of items.entries()) {
      if (now().getTime() > leasedUntil) break;
      if (index === 0 && !(await store.isNext(item.id))) {
        await putBack(items);
        schedule(BEHIND_MS);
        break;
      }
      const failure = await attempt(item);
      if (!failure) continue;
      if ('cause' in failure) {
        refused.push({ item, cause: failure.cause });
        continue;
      }
      await postpone(item, failure);
      await putBack(items.slice(index + 1));
      break;
    }
    for (const [, alike] of Map.groupBy(refused, ({ cause }) => JSON.stringify(cause)))
      await giveUp(
        alike.map(({ item }) => item),
        (alike[0] as (typeof refused)[number]).cause,
      );
  }

  /** Sends one item and says what hindered it, if something did. */
  async function attempt(item: OutboxItem): Promise<undefined | { cause: Cause } | Delay> {
    if (!(await isWithinWindow(store, item, now()))) return { cause: { code: 'window' } };
    const waitMs = pace.waitFor(item.channel, item.conversationId);
    if (waitMs > SHORT_WAIT_MS) return { waitMs };
    if (waitMs > 0) await sleep(waitMs);
    try {
      await send(item.reference, item.activity as never);
      pace.sent(item.channel, item.conversationId);
    } catch (error) {
      if (!(error instanceof DeliveryError)) throw error;
      const { kind, reason, retryAfterMs } = error;
      if (kind === 'refused') return { cause: { code: 'refused', reason } };
      if (item.attempts + 1 >= MOST_ATTEMPTS)
        return { cause: { code: 'exhausted', attempts: item.attempts + 1 } };
      return { failure: reason, waitMs: waitAfter(item.attempts, retryAfterMs, retryMs) };
    }
    await store.markSent(item.id);
    return undefined;
  }

  async function postpone({ id }: OutboxItem, { failure, waitMs }: Delay): Promise<void> {
    const dueAt = new Date(now().getTime() + waitMs);
    await (failure === undefined ? store.putBack([id], dueAt) : store.markFailed(id, failure, dueAt));
    schedule(waitMs);
  }

  /** What was not tried is due as soon as what it waits for is done with: the outbox keeps the order. */
  async function putBack(items: OutboxItem[]): Promise<void> {
    const ids = items.map(({ id }) => id);
    if (ids.length > 0) await store.putBack(ids, now());
  }

  async function drain(): Promise<void> {
    for (;;) {
      const due = await store.pending(PAGE);
      deliver(due);
      if (due.length < PAGE) return;
    }
  }

  function schedule(inMs: number): void {
    const at = Date.now() + Math.max(0, inMs);
    if (stopped || at >= nextAt) return;
    clearTimeout(timer);
    nextAt = at;
    timer = setTimeout(run, at - Date.now());
    timer.unref();
  }

  async function run(): Promise<void> {
    nextAt = Number.POSITIVE_INFINITY;
    await drain().catch((error: unknown) => logger.error({ err: error }, 'the outbox could not be read'));
    schedule(pollMs);
  }

  return {
    deliver,
    start: run,
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await settle();
    },
    idle: settle,
  };

  async function settle(): Promise<void> {
    while (inHand.size > 0) await Promise.all(inHand);
  }
}

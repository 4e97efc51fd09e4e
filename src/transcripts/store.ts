import type { HandoffRequest, ReviewStore } from './review.ts';
import type { ActivityJson, StoredActivity, TurnFacts } from './turn.ts';

export interface TurnCommit {
  conversationId: string;
  /** Bot Framework channel id: `directline`, `msteams`, `facebook` … */
  channel: string;
  userId: string;
  /** Under which a redelivery of the incoming activity is recognised; absent for proactive messages. */
  dedupeId?: string;
  /** The eTag that `load` gave; absent: the conversation must be new. */
  eTag?: string;
  state: unknown;
  /** Incoming and outgoing activities in the order they are to be kept. */
  activities: { direction: 'in' | 'out'; activity: ActivityJson }[];
  /** Ids of outgoing activities that a channel's connector must still deliver. */
  outbox: string[];
  /** Where and how a proactive message reaches this conversation (a Bot Framework ConversationReference). */
  reference?: unknown;
  facts: TurnFacts;
  /** A request for a person, kept in the same transaction; a conversation has one open request at most. */
  handoff?: HandoffRequest;
}

export type CommitResult =
  | {
      status: 'committed';
      eTag: string;
      lastSeq: number;
      /** One id for each of the turn's `outbox` entries, in their order: for `markSent` and `markFailed`. */
      outbox: string[];
    }
  | { status: 'duplicate' }
  /** The state is not the one that was loaded: load again and rerun. */
  | { status: 'stale' };

export interface Loaded {
  state?: unknown;
  eTag?: string;
  lastSeq: number;
  reference?: unknown;
}

/** An outgoing activity that is committed and must still reach its channel. */
export interface OutboxItem {
  id: string;
  conversationId: string;
  channel: string;
  seq: number;
  activity: ActivityJson;
  /** The conversation's reference as last committed. */
  reference?: unknown;
  /** Deliveries that failed so far. */
  attempts: number;
}

export interface ReadOptions {
  /** Only what comes after this position; 0 when absent. */
  afterSeq?: number;
  limit?: number;
  direction?: 'in' | 'out';
}

/** `news` is what the commit added to the log; absent when another process made it. */
export type CommitListener = (conversationId: string, lastSeq: number, news?: StoredActivity[]) => void;

/** What a turn needs of the store. Every method may throw a CodedError `STORE_UNAVAILABLE` or `DISK_FULL`. */
export interface TurnStore {
  /** State, eTag and last position of a conversation; `{ lastSeq: 0 }` when there is none. */
  load(conversationId: string): Promise<Loaded>;

  /**
   * Keeps a whole turn or nothing of it: deduplication id, state (compared by eTag), activities, outbox, facts.
   * When the promise resolves the turn is on disk. The returned outbox ids are leased to this process.
   */
  commitTurn(turn: TurnCommit): Promise<CommitResult>;

  /**
   * Runs `work` while no other turn of the conversation runs, here or on another instance, in order of arrival.
   * Never nest it, not even for another conversation.
   */
  exclusive<T>(conversationId: string, work: () => Promise<T>): Promise<T>;

  /** Activities by position, oldest first. */
  read(conversationId: string, options?: ReadOptions): Promise<StoredActivity[]>;

  /** Calls the listener after each commit, of this process and of others; gives the function that stops it. */
  onCommit(listener: CommitListener): () => void;

  /**
   * Undelivered activities that are due, of so many conversations, oldest first, leased for a while so that nobody else
   * delivers them. What follows one that is leased or postponed is not given.
   */
  pending(conversations?: number): Promise<OutboxItem[]>;
  /** Whether all that its conversation was to get before it is done with, on whatever instance; `false` once it is erased. */
  isNext(id: string): Promise<boolean>;
  markSent(id: string): Promise<void>;
  /** Keeps the item for another try; `error` must hold no personal data. */
  markFailed(id: string, error: string, retryAt: Date): Promise<void>;
  /** Gives leased items back that were not tried, for whoever finds them due. */
  putBack(ids: string[], dueAt: Date): Promise<void>;
}

/** Everything that was said, and what staff makes of it. One contract, one adapter an engine. */
export interface ConversationStore extends TurnStore, ReviewStore {
  /** Resolves when turns can be kept; throws a CodedError that says why not. */
  ready(): Promise<void>;
  close(): Promise<void>;
}

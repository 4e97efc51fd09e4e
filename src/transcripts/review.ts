import type { Locale } from '../locale.ts';
import type { StoredActivity, TurnFacts } from './turn.ts';

/** Every condition that is given must hold. */
export interface ConversationFilter {
  /** Conversations that were active in `from` (included) … `to` (excluded). */
  from?: Date;
  to?: Date;
  locale?: Locale;
  channel?: string;
  /** Some turn was about it. */
  topic?: string;
  /** The outcome: this event happened (`checked`, `eligible`, `suggested` …). */
  event?: string;
  /** 1 to 5. */
  rating?: number;
  unanswered?: boolean;
  /** A request for a person in this state, or `any`. */
  handoff?: HandoffState | 'any';
  tag?: string;
  reviewed?: boolean;
  /** Reference id of an apology. */
  reference?: string;
}

export interface PageRequest {
  /** 1 to 200; 50 when absent. */
  limit?: number;
  /** `next` of the page before. */
  cursor?: string;
}

export interface Page<T> {
  items: T[];
  /** Absent on the last page. */
  next?: string;
}

export interface ConversationSummary {
  conversationId: string;
  channel: string;
  userId: string;
  locale?: Locale;
  startedAt: Date;
  lastAt: Date;
  lastSeq: number;
  turns: number;
  unanswered: number;
  rating?: number;
  handoff?: HandoffState;
  reviewedAt?: Date;
  reviewedBy?: string;
  tags: string[];
}

export interface Note {
  id: string;
  at: Date;
  author: string;
  text: string;
}

/** A turn's facts and which activities it holds: `firstSeq` to `lastSeq`. */
export interface StoredTurn extends TurnFacts {
  firstSeq: number;
  lastSeq: number;
  at: Date;
}

export interface ListedConversation extends ConversationSummary {
  /** What the visitor wrote first, personal data masked: by it one knows a conversation again. */
  opening?: string;
}

export interface ConversationDetail extends ConversationSummary {
  turnFacts: StoredTurn[];
  notes: Note[];
  handoffs: Handoff[];
}

/** A piece of a found activity; `mark` says that the words asked for it. */
export interface HighlightedText {
  text: string;
  mark: boolean;
}

export interface SearchHit {
  conversation: ConversationSummary;
  seq: number;
  direction: 'in' | 'out';
  at: Date;
  /** The surroundings of the first match, personal data masked. */
  excerpt: HighlightedText[];
}

export interface UnansweredQuestion {
  conversationId: string;
  /** Position of the visitor's message. */
  seq: number;
  at: Date;
  locale?: Locale;
  topic?: string;
  confidence?: number;
  /** The visitor's words, personal data masked. */
  text: string;
}

export type HandoffState = 'waiting' | 'taken' | 'done';

/** How the visitor agreed to be reached. */
export interface HandoffContact {
  name?: string;
  email?: string;
  phone?: string;
}

export interface HandoffRequest {
  /** What the dialog put together for whoever takes over: questions, verdict, suggestions. */
  summary: unknown;
  contact?: HandoffContact;
}

export interface Handoff extends HandoffRequest {
  id: string;
  conversationId: string;
  state: HandoffState;
  requestedAt: Date;
  takenAt?: Date;
  takenBy?: string;
  closedAt?: Date;
}

export interface AuditEntry {
  /** Who: an account's e-mail; where none did it, `visitor`, `command` (the command line) or `retention`. */
  actor: string;
  /** What was done: `reveal`, `export`, `erase`, `publish`, `login` … */
  action: string;
  /** To what: a conversation id, an account … Never what a visitor said. */
  subject?: string;
  detail?: unknown;
}

export interface StoredAuditEntry extends AuditEntry {
  id: string;
  at: Date;
}

/** Which audit entries to read, newest first. */
export interface AuditFilter {
  from?: Date;
  to?: Date;
  actor?: string;
  action?: string;
  subject?: string;
}

/** From `from` (included) to `to` (excluded). */
export interface Period {
  from: Date;
  to: Date;
}

export interface Statistics {
  /** Conversations with a turn in the period, those of them that began in it, and all its turns. */
  conversations: number;
  newConversations: number;
  turns: number;
  /** Turns with a topic, most frequent first; `locale` absent when the turn had none. */
  questions: { topic: string; locale?: Locale; turns: number }[];
  answered: number;
  clarified: number;
  unanswered: number;
  /** Event → how many conversations it happened in. */
  events: Record<string, number>;
  /** Turns by hour of the day in the asked time zone, 24 numbers. */
  hours: number[];
  /** Turns by day in the asked time zone, oldest first. */
  days: { day: string; turns: number }[];
  /** How many conversations were rated 1, 2, 3, 4, 5, in this order. */
  ratings: [number, number, number, number, number];
}

/** Whose traces to erase: one conversation, or all of a visitor. */
export type ErasureTarget = { conversationId: string } | { userId: string };

/** What staff reads and does. Personal data comes masked unless a method says otherwise. */
export interface ReviewStore {
  /** Most recently active first. */
  list(filter: ConversationFilter, page?: PageRequest): Promise<Page<ListedConversation>>;

  /**
   * Activities that hold every word of the query (accents and case do not count, the last word may be
   * a beginning, "quoted words" stand side by side), newest first. A page may hold fewer hits than asked,
   * even none, and still have a `next`: a search looks at a bounded number of activities at a time.
   */
  search(query: string, filter: ConversationFilter, page?: PageRequest): Promise<Page<SearchHit>>;

  /** `undefined` when there is no such conversation. The handoff contacts and the turns' evidence are not masked. */
  conversation(conversationId: string): Promise<ConversationDetail | undefined>;

  /** The activities, oldest first, masked; `reveal` gives them as they were said (record it by `audit`). */
  transcript(
    conversationId: string,
    options?: { afterSeq?: number; limit?: number; reveal?: boolean },
  ): Promise<StoredActivity[]>;

  /** Newest first. Time, language and topic are the question's own. */
  unanswered(filter: ConversationFilter, page?: PageRequest): Promise<Page<UnansweredQuestion>>;

  /** Hours and days are counted in `timeZone` (IANA name; UTC when absent). */
  statistics(period: Period, timeZone?: string): Promise<Statistics>;

  tag(conversationId: string, tag: string): Promise<void>;
  untag(conversationId: string, tag: string): Promise<void>;
  note(conversationId: string, note: { author: string; text: string }): Promise<void>;
  /** Marks as reviewed; without `by` the mark is taken away. */
  review(conversationId: string, by?: string): Promise<void>;

  /** Opens a request, or renews the summary and contact of the open one. */
  requestHandoff(conversationId: string, request: HandoffRequest): Promise<Handoff>;
  /** Longest waiting first; without a state, all that are not done. */
  listHandoffs(state?: HandoffState, page?: PageRequest): Promise<Page<Handoff>>;
  /**
   * `from`: who has it now and is relieved of it. Throws a CodedError `HANDOFF_TAKEN` when somebody else has it,
   * `HANDOFF_UNKNOWN` when it is gone.
   */
  takeHandoff(id: string, by: string, from?: string): Promise<Handoff>;
  /** Done: the bot may speak again. */
  closeHandoff(id: string): Promise<Handoff>;

  /** Adds to the trail, which nothing can change or shorten. */
  audit(entry: AuditEntry): Promise<void>;
  /** Newest first. */
  readAudit(filter: AuditFilter, page?: PageRequest): Promise<Page<StoredAuditEntry>>;

  /**
   * Erases conversations with all that hangs on them, and writes into the trail that `by` did. On SQLite the store's
   * files hold their text no more when the promise resolves. Gives the number of conversations erased.
   */
  erase(target: ErasureTarget, by: string): Promise<number>;
  /** Erases the conversations whose last turn is before `olderThan`; gives their number. */
  expire(olderThan: Date): Promise<number>;
}

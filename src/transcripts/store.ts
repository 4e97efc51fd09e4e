import type { Locale } from '../locale.ts';

/** A Bot Framework activity as it travels and is kept: JSON with at least a type. */
export interface ActivityJson {
  type: string;
  id?: string;
  timestamp?: string;
  text?: string;
  [key: string]: unknown;
}

export interface StoredActivity {
  /** Position in its conversation, from 1, without gaps. It is the Direct Line watermark. */
  seq: number;
  direction: 'in' | 'out';
  activity: ActivityJson;
}

/** What a turn meant, for staff, search and figures. None of it is the visitor's own words. */
export interface TurnFacts {
  locale?: Locale;
  topic?: string;
  zone?: 'answer' | 'clarify' | 'fallback';
  confidence?: number;
  evidence?: unknown;
  /** The question has no approved answer or was not understood: staff should see it. */
  unanswered?: boolean;
  /** Things that happened, for the funnel: `checked`, `eligible`, `suggested`, `opened`, `handoff`, `rated:4` … */
  events?: string[];
  /** Reference id of an apology. */
  reference?: string;
}

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
}

export type CommitResult =
  | { status: 'committed'; eTag: string; lastSeq: number }
  | { status: 'duplicate' }
  /** The state is not the one that was loaded: load again and rerun. */
  | { status: 'stale' };

export interface Loaded {
  state?: unknown;
  eTag?: string;
  lastSeq: number;
  reference?: unknown;
}

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

/** What a turn meant, for staff, search and figures. But for the evidence, none of it is the visitor's own words. */
export interface TurnFacts {
  locale?: Locale;
  topic?: string;
  zone?: 'answer' | 'clarify' | 'fallback';
  confidence?: number;
  /** Why it was taken so. It holds words as they were typed, personal data too: show only what the message shows. */
  evidence?: unknown;
  /** The question has no approved answer or was not understood: staff should see it. */
  unanswered?: boolean;
  /**
   * Things that happened, for the funnel and the figures: `asked`, `checked`, `eligible`, `suggested`, `opened`,
   * `handoff`, `rated:4`, `seeks:agriculture:SN` …
   */
  events?: string[];
  /** Reference id of an apology. */
  reference?: string;
}

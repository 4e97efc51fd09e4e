import type { Locale } from '../../../locale.ts';

/** What the worker is asked. Offsets of the answer are those of `text`. */
export interface Request {
  text: string;
  locale: Locale;
  /** Milliseconds since 1970, to resolve dates by. */
  now: number;
  /** Look for dates and lengths too, which takes a hundred times as long as a yes or no. */
  times: boolean;
}

/** A length, a date or a yes/no that the recognizers found; `end` is exclusive. */
export type Recognized = { start: number; end: number } & (
  | { kind: 'length'; count: number; unit: 'day' | 'week' | 'month' | 'year' }
  | { kind: 'date'; month: string }
  | { kind: 'boolean'; value: boolean }
);

export type ToWorker = Request & { id: number };
export type FromWorker = { ready: true } | { id: number; found: Recognized[] };

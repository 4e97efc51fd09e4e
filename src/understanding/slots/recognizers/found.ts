import type { Locale } from '../../../locale.ts';

/** What the worker is asked. Offsets of the answer are those of `text`. */
export interface Request {
  text: string;
  locale: Locale;
  /** Milliseconds since 1970, to resolve dates by. */
  now: number;
}

/** A length or a date that the recognizers found; `end` is exclusive. */
export type Recognized = { start: number; end: number } & (
  | { kind: 'length'; count: number; unit: 'day' | 'week' | 'month' | 'year' }
  | { kind: 'date'; month: string }
);

/** A text to look at, or a language to get ready for. */
export type ToWorker = (Request & { id: number }) | { warm: Locale };
export type FromWorker = { warm: Locale } | { id: number; found: Recognized[] };

import type { Locale } from '../../locale.ts';
import { LOCALES } from '../../locale.ts';
import { isBreak, keysOf, type Reading } from './reading.ts';
import type { Entry, Phrases, Shelf } from './shelf.ts';
import type { Spelling } from './spelling.ts';

/** Words of the three languages that mean one thing. */
export type Words = Record<Locale, string[]>;

export interface Found<V> {
  /** Every meaning of the words, those of the message's own language where it has any. */
  values: V[];
  /** The vocabulary's own spelling of what was found. */
  text: string;
  /** First token, and the one after the last. */
  start: number;
  end: number;
}

/** Two letters that may well be a word of their own in small letters. */
const ACRONYM = /^\p{Lu}{2}$/u;

/**
 * Phrases with their meanings, found in a message by their words: the longest first, whatever the accents,
 * capitals and plurals, in time linear in the message.
 */
export class Book<V> {
  private readonly spelling: Spelling;

  constructor(meanings: Iterable<readonly [V, Words]>, spelling: Spelling, shelf: Shelf) {
    this.spelling = spelling;
    for (const [value, words] of meanings)
      for (const locale of LOCALES)
        for (const text of words[locale])
          shelf.add(this, {
            keys: keysOf(text),
            locale,
            value,
            text,
            acronym: ACRONYM.test(text),
            loose: /[.,]/.test(text),
          });
  }

  /** The longest phrase that begins at token `i`. */
  at(reading: Reading, i: number): Found<V> | undefined {
    const entries = this.own(reading.tokens[i]?.opens);
    return entries && this.longest(reading, entries, i, 'start');
  }

  /** The longest phrase that ends right before token `i`, with no punctuation between. */
  before(reading: Reading, i: number): Found<V> | undefined {
    const entries = this.own(reading.tokens[i - 1]?.closes);
    if (!entries || isBreak(reading.tokens[i]?.gap ?? '')) return undefined;
    return this.longest(reading, entries, i, 'end');
  }

  /** All phrases of a message from left to right, none overlapping another. */
  all(reading: Reading): Found<V>[] {
    const found: Found<V>[] = [];
    for (let i = 0; i < reading.tokens.length; ) {
      const here = this.at(reading, i);
      if (here) found.push(here);
      i = here?.end ?? i + 1;
    }
    return found;
  }

  private own(phrases: Phrases[] | undefined): Entry<V>[] | undefined {
    if (phrases) for (const { book, entries } of phrases) if (book === this) return entries as Entry<V>[];
    return undefined;
  }

  /** `entries`: the longest first, to `start` or to `end` at token `i`. */
  private longest(
    reading: Reading,
    entries: Entry<V>[],
    i: number,
    side: 'start' | 'end',
  ): Found<V> | undefined {
    let found: Entry<V>[] | undefined;
    let start = i;
    for (const entry of entries) {
      const { length } = entry.keys;
      if (found && length < (found[0]?.keys.length ?? 0)) break;
      const from = side === 'start' ? i : i - length;
      if (!this.matches(reading, entry, from)) continue;
      start = from;
      if (found) found.push(entry);
      else found = [entry];
    }
    if (!found) return undefined;
    const own = found.filter(({ locale }) => locale === reading.locale);
    const best = own.length > 0 ? own : found;
    return {
      values: [...new Set(best.map(({ value }) => value))],
      text: best[0]?.text ?? '',
      start,
      end: start + (best[0]?.keys.length ?? 0),
    };
  }

  private matches(
    { tokens, locale }: Reading,
    { keys, locale: own, loose, acronym }: Entry<V>,
    start: number,
  ): boolean {
    if (acronym && tokens.length > 1 && !tokens[start]?.capitals) return false;
    if (keys.length === 1 && this.spelling.isForeign(keys[0] ?? '', locale, own)) return false;
    for (let k = 0; k < keys.length; k++) {
      const token = tokens[start + k];
      if (token === undefined || token.key !== keys[k]) return false;
      if (k > 0 && !loose && isBreak(token.gap)) return false;
    }
    return true;
  }
}

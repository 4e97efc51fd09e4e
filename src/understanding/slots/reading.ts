import type { Locale } from '../../locale.ts';
import { clean, fold } from '../text/clean.ts';
import type { Phrases, Shelf } from './shelf.ts';

/** A word or a number of a message, with what stands between it and the one before. */
export interface Token {
  /** Folded: lower case, no accents. */
  word: string;
  /** As written, accents kept: "si" and "sí" differ. */
  raw: string;
  /**
   * What two inflections of a word share: the folded word without a plural s (that of "francés" is none), a slip in
   * it mended.
   */
  key: string;
  /** The value of a token in digits. */
  number?: number;
  /** What stands before: blanks, a hyphen, an apostrophe, punctuation. */
  gap: string;
  /** Written in capitals, as acronyms are. */
  capitals: boolean;
  /** Position in the cleaned text; `end` is exclusive. */
  start: number;
  end: number;
  /** The phrases that begin with the word, and those that end with it. */
  opens?: Phrases[];
  closes?: Phrases[];
}

/** A message as the rules read it. */
export interface Reading {
  text: string;
  locale: Locale;
  tokens: Token[];
  /** What follows the last token. */
  tail: string;
}

/** The key that words are looked up by, for a word as it is written and the ones around it. */
export interface Mend {
  word(key: string, word: string): string;
  /** Changes the keys of words that together are a phrase, each with a slip at most. */
  phrases(tokens: Token[]): void;
}

/** What words are looked up in. */
interface Known {
  mend: Mend;
  shelf: Shelf;
}

/** Characters the rules read: more than people write of themselves in one message. */
const READ = 600;

const TOKEN = /\p{L}[\p{L}\p{M}]*|\p{N}+(?:[.,]\p{N}+)?/gu;

/**
 * Cleans, caps and cuts a message into words, and looks each up. Takes the same time for a novel as for a page of it.
 *
 * @param known its `mend` gives the key that a misspelt one stands for
 */
export function read(text: string, locale: Locale, { mend, shelf }: Known): Reading {
  const cleaned = clean(text.slice(0, READ * 2)).slice(0, READ);
  const tokens: Token[] = [];
  let from = 0;
  for (const match of cleaned.matchAll(TOKEN)) {
    const raw = match[0].toLowerCase();
    const start = match.index;
    const end = start + match[0].length;
    const number = /^\d/.test(raw) ? Number(raw.replace(',', '.')) : undefined;
    const { word, key } = foldedWord(raw);
    tokens.push({
      raw,
      word,
      key: mend.word(key, word),
      capitals: match[0] === match[0].toUpperCase(),
      ...(number !== undefined && { number }),
      gap: cleaned.slice(from, start),
      start,
      end,
    });
    from = end;
  }
  mend.phrases(tokens);
  for (const token of tokens) {
    token.opens = shelf.opening(token.key);
    token.closes = shelf.closing(token.key);
  }
  return { text: cleaned, locale, tokens, tail: cleaned.slice(from) };
}

/** Already folded, once in lower case: most words, and folding is what costs. */
const ASCII = /^[a-z0-9]+$/;

function foldedWord(raw: string): Pick<Token, 'word' | 'key'> {
  const folded = ASCII.test(raw) ? raw : fold(raw);
  return {
    word: folded,
    key: folded.length > 4 && !raw.endsWith('és') ? folded.replace(/s$/, '') : folded,
  };
}

/** The keys of a vocabulary entry's words. */
export const keysOf = (phrase: string): string[] =>
  (phrase.match(TOKEN) ?? []).map((raw) => foldedWord(raw.toLowerCase()).key);

/** Punctuation between two words that no phrase reaches across. */
export const isBreak = (gap: string): boolean => gap !== ' ' && /[.,;:!?()\n"«»]/.test(gap);

/** Punctuation that ends a sentence. */
export const endsSentence = (gap: string): boolean =>
  gap !== ' ' && (/[.;!?](?:\s|$)/.test(gap) || gap.includes('\n') || /[¡¿]/.test(gap));

/** What stands after token `i`. */
export const gapAfter = ({ tokens, tail }: Reading, i: number): string => tokens[i + 1]?.gap ?? tail;

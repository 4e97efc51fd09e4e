import type { ActivityJson } from './turn.ts';

/** What of one activity is searched, in characters; beyond it nobody reads a chat bubble. */
const LONGEST_TEXT = 20_000;
const LONGEST_WORD = 100;

const WORD = /[\p{L}\p{N}\p{M}]+/gu;

/** Fields of cards that a visitor reads. */
const READ = new Set(['text', 'title', 'subtitle', 'altText', 'speak']);

/** Nothing to take off but case: most words, and decomposing is what costs. */
const PLAIN = /^[a-z0-9]*$/i;

/** A word without case, accents and ligatures: "Œuvre" → `oeuvre`, "Año" → `ano`. */
export const foldWord = (word: string): string =>
  PLAIN.test(word) ? word.toLowerCase().slice(0, LONGEST_WORD) : foldAny(word);

const foldAny = (word: string): string =>
  word
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('œ', 'oe')
    .replaceAll('æ', 'ae')
    .replaceAll('ß', 'ss')
    .replace(/[^\p{L}\p{N}]+/gu, '')
    .slice(0, LONGEST_WORD);

/** The folded words of a text, in order. */
export const wordsOf = (text: string): string[] =>
  (text.match(WORD) ?? []).map(foldWord).filter((word) => word !== '');

/** The folded words with where they stand in the text. */
export function wordsWithPlaces(text: string): { word: string; start: number; end: number }[] {
  return [...text.matchAll(WORD)]
    .map((match) => ({
      word: foldWord(match[0]),
      start: match.index,
      end: match.index + match[0].length,
    }))
    .filter(({ word }) => word !== '');
}

/** What a visitor wrote or read in an activity: its text, and the texts of its cards. */
export function searchableText(activity: ActivityJson): string {
  const texts: string[] = [];
  if (typeof activity.text === 'string') texts.push(activity.text);
  collect(activity.attachments, texts);
  return texts.join('\n').slice(0, LONGEST_TEXT);
}

function collect(value: unknown, texts: string[]): void {
  if (value === null || typeof value !== 'object') return;
  for (const [key, inner] of Object.entries(value)) {
    if (typeof inner === 'string' && READ.has(key)) texts.push(inner);
    else collect(inner, texts);
  }
}

/** The folded words of an activity, one space between each two; null when there are none. */
export const searchableWords = (activity: ActivityJson): string | null =>
  indexedWords(searchableText(activity));

/** The same of an activity's searchable text. */
export const indexedWords = (text: string): string | null => wordsOf(text).join(' ') || null;

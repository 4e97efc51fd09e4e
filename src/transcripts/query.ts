import type { EngineName } from './engine.ts';
import type { HighlightedText } from './review.ts';
import { wordsOf, wordsWithPlaces } from './words.ts';

/** What is searched: every word, each quoted run of words side by side, and the beginning of a last word. */
export interface SearchQuery {
  words: string[];
  /** Folded, one space between words. */
  phrases: string[];
  beginning?: string;
}

/** Shorter beginnings match too much to be of use; they count as whole words. */
const SHORTEST_BEGINNING = 3;

/** Nobody types more; whoever pastes a page finds by its first words. */
const MOST_CHARACTERS = 200;

/** Characters of an excerpt before and after the first match. */
const BEFORE = 60;
const AFTER = 180;

/** Reads what a person typed; `undefined` when it holds no word at all. */
export function parseQuery(typed: string): SearchQuery | undefined {
  const phrases: string[] = [];
  const loose = typed
    .slice(0, MOST_CHARACTERS)
    .replace(/["“”«»]([^"“”«»]*)["“”«»]/gu, (_all, quoted: string) => {
      phrases.push(wordsOf(quoted).join(' '));
      return ' ';
    });
  const words = wordsOf(loose);
  // A blank after the last word says that it is finished.
  const last = /[\p{L}\p{N}]$/u.test(loose) ? words.at(-1) : undefined;
  const beginning = last !== undefined && last.length >= SHORTEST_BEGINNING ? words.pop() : undefined;
  const several = phrases.filter((phrase) => phrase.includes(' '));
  words.push(...phrases.filter((phrase) => phrase !== '').flatMap((phrase) => phrase.split(' ')));
  if (words.length === 0 && beginning === undefined) return undefined;
  return { words, phrases: several, beginning };
}

/**
 * The query in the engine's own full-text language. Folded words hold letters and digits only. `completed` are the
 * words that begin as the last one does, where they were looked up.
 */
export function matchExpression(
  { words, beginning }: SearchQuery,
  engine: EngineName,
  completed?: string[],
): string {
  const [quote, and, or, star] =
    engine === 'sqlite' ? ['"', ' AND ', ' OR ', '*'] : ["'", ' & ', ' | ', ':*'];
  const quoted = (word: string) => quote + word + quote;
  const terms = words.map(quoted);
  if (completed?.length) terms.push(`(${completed.map(quoted).join(or)})`);
  else if (beginning !== undefined) terms.push(quoted(beginning) + star);
  return terms.join(and);
}

/** The surroundings of the first match, in pieces, the found words marked. */
export function excerpt(text: string, { words, beginning }: SearchQuery): HighlightedText[] {
  const found = wordsWithPlaces(text).filter(
    ({ word }) => words.includes(word) || (beginning !== undefined && word.startsWith(beginning)),
  );
  const start = Math.max(0, (found[0]?.start ?? 0) - BEFORE);
  const end = Math.min(text.length, (found[0]?.end ?? 0) + AFTER);
  const pieces: HighlightedText[] = [];
  const add = (piece: string, mark: boolean) => piece && pieces.push({ text: piece, mark });
  let at = start;
  if (start > 0) add('… ', false);
  for (const match of found.filter((candidate) => candidate.end <= end)) {
    add(text.slice(at, match.start), false);
    add(text.slice(match.start, match.end), true);
    at = match.end;
  }
  add(text.slice(at, end), false);
  if (end < text.length) add(' …', false);
  return pieces;
}

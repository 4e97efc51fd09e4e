// biome-ignore-all lint/style/noNonNullAssertion: one count for each locale, parallel lists
import { LOCALES, type Locale } from '../../locale.ts';
import { clean, fold } from '../text/clean.ts';
import { finishHash, hashText, hashUnit } from '../text/hash.ts';

/** What was learnt of the three languages from phrases, as typed arrays that cross from another process. */
export interface LanguageModel {
  /** Hashes of letter runs, ascending; then three log-probabilities for each, in the order of LOCALES. */
  keys: Uint32Array;
  logs: Float32Array;
  /** Hashes of folded words, ascending; then how often each language's phrases have it. */
  wordKeys: Uint32Array;
  wordCounts: Uint16Array;
}

const LONGEST_GRAM = 5;
const SMOOTHING = 0.3;

/** The words of a text for telling its language: lower case, accents kept, no numbers. */
export const lettersOf = (text: string): string[] => text.normalize('NFC').match(/[\p{L}\p{M}]+/gu) ?? [];

export const wordHash = (word: string): number => finishHash(hashText(fold(word)));

/** Every run of one to five letters of " word ". */
export function gramsOf(word: string): number[] {
  const text = ` ${word} `;
  const keys: number[] = [];
  for (let from = 0; from < text.length; from++) {
    let hash = hashText('');
    for (let length = 1; length <= LONGEST_GRAM && from + length <= text.length; length++) {
      hash = hashUnit(hash, text.charCodeAt(from + length - 1));
      keys.push(finishHash(hash));
    }
  }
  return keys;
}

/** Learns a naive Bayes model of letters; each accented word counts once as written and once without accents. */
export function trainLanguages(lines: Partial<Record<Locale, readonly string[]>>): LanguageModel {
  const written = countBy(
    LOCALES.map((locale) => (lines[locale] ?? []).flatMap((line) => lettersOf(clean(line).toLowerCase()))),
  );
  const words = new Map<number, number[]>();
  const grams = new Map<number, number[]>();
  for (const [word, times] of written) {
    add(words, wordHash(word), times);
    for (const spelling of new Set([word, fold(word)]))
      for (const key of gramsOf(spelling)) add(grams, key, times);
  }
  const totals = LOCALES.map((_, language) =>
    grams.values().reduce((sum, times) => sum + times[language]!, 0),
  );
  const keys = Uint32Array.from(grams.keys()).sort();
  const wordKeys = Uint32Array.from(words.keys()).sort();
  const log = (times: number, language: number): number =>
    Math.log((times + SMOOTHING) / (totals[language]! + SMOOTHING * keys.length));
  return {
    keys,
    logs: Float32Array.from([...keys].flatMap((key) => grams.get(key)!.map(log))),
    wordKeys,
    wordCounts: Uint16Array.from([...wordKeys].flatMap((key) => words.get(key)!)),
  };
}

function countBy(texts: string[][]): Map<string, number[]> {
  const counts = new Map<string, number[]>();
  texts.forEach((words, language) => {
    for (const word of words) {
      const times = counts.get(word) ?? LOCALES.map(() => 0);
      times[language]!++;
      counts.set(word, times);
    }
  });
  return counts;
}

function add(counts: Map<number, number[]>, key: number, times: readonly number[]): void {
  const known = counts.get(key);
  counts.set(key, known ? known.map((count, language) => count + times[language]!) : [...times]);
}

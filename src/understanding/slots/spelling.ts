import type { Locale } from '../../locale.ts';
import { keysOf } from './reading.ts';
import { createSlips } from './slips.ts';

/** Shorter words have too many neighbours to be repaired. */
const SHORTEST = 7;

export interface Spelling {
  /** The word means something else in the message's own language, so it is not read as a foreign one. */
  isForeign(key: string, locale: Locale, own: Locale): boolean;
  /** The vocabulary's word that a misspelt one stands for; any other word as it is. `word` has its plural s. */
  repair(key: string, word: string): string;
}

interface SpellingData {
  onlyInItsLanguage: string[];
  rightAsWritten: string[];
}

/** Repairs one slip in a long word of the vocabulary. */
export function createSpelling(
  data: SpellingData,
  repairable: Iterable<string>,
  others: Iterable<string>,
): Spelling {
  const foreign = new Set(data.onlyInItsLanguage.flatMap(keysOf));
  const known = new Set([...data.rightAsWritten, ...others].flatMap(keysOf));
  const sound = new Set([...repairable].flatMap(keysOf));
  for (const key of sound) known.add(key);
  const nearTo = createSlips([...sound].filter((key) => key.length >= SHORTEST));
  const unaccented = new Map([...known].filter(isAccented).map((key) => [key.slice(0, -1), key]));
  return {
    isForeign: (key, locale, own) => locale !== own && foreign.has(key),
    repair(key, word) {
      // "frances" is no plural of "France", but Spanish for French without its accent.
      if (key !== word && known.has(word)) return word;
      if (known.has(key)) return key;
      const accented = unaccented.get(key);
      if (accented || key.length < SHORTEST - 1 || key.length > 40) return accented ?? key;
      return nearTo(key) ?? key;
    },
  };
}

/** Of "después" and the like the s is kept; without its accent, "despues" would lose it as a plural. */
const isAccented = (key: string): boolean => key.length > 4 && key.endsWith('s');

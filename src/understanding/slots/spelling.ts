import type { Locale } from '../../locale.ts';
import { keysOf } from './reading.ts';

/** Shorter words have too many neighbours to be repaired. */
const SHORTEST = 7;

export interface Spelling {
  /** The word means something else in the message's own language, so it is not read as a foreign one. */
  isForeign(key: string, locale: Locale, own: Locale): boolean;
  /** The vocabulary's word that a misspelt one stands for; any other word as it is. */
  repair(key: string): string;
}

interface SpellingData {
  onlyInItsLanguage: string[];
  rightAsWritten: string[];
}

/**
 * Repairs one slip (a letter too many, missing or swapped) in a long word of the vocabulary that keeps
 * its first letter and its ending. Looked up by deletions, so the time is linear in the word.
 */
export function createSpelling(
  data: SpellingData,
  repairable: Iterable<string>,
  others: Iterable<string>,
): Spelling {
  const foreign = new Set(data.onlyInItsLanguage.flatMap(keysOf));
  const known = new Set([...data.rightAsWritten, ...others].flatMap(keysOf));
  const byDeletion = new Map<string, string>();
  for (const key of [...repairable].flatMap(keysOf)) {
    known.add(key);
    if (key.length >= SHORTEST)
      for (const form of [key, ...deletions(key)]) if (!byDeletion.has(form)) byDeletion.set(form, key);
  }
  const unaccented = new Map([...known].filter(isAccented).map((key) => [key.slice(0, -1), key]));
  return {
    isForeign: (key, locale, own) => locale !== own && foreign.has(key),
    repair(key) {
      if (known.has(key)) return key;
      const accented = unaccented.get(key);
      if (accented || key.length < SHORTEST - 1 || key.length > 40) return accented ?? key;
      for (const form of [key, ...deletions(key)]) {
        const near = byDeletion.get(form);
        if (near && near[0] === key[0] && near.slice(-2) === key.slice(-2) && isSlip(key, near)) return near;
      }
      return key;
    },
  };
}

/** Of "después" and the like the s is kept; without its accent, "despues" would lose it as a plural. */
const isAccented = (key: string): boolean => key.length > 4 && key.endsWith('s');

/** A letter too many, one missing, or two swapped; a wrong letter makes too many other words. */
function isSlip(key: string, near: string): boolean {
  if (near.length !== key.length) return Math.abs(near.length - key.length) === 1;
  return [...near].sort().join('') === [...key].sort().join('');
}

function deletions(key: string): string[] {
  return Array.from(key, (_, i) => key.slice(0, i) + key.slice(i + 1));
}

// biome-ignore-all lint/style/noNonNullAssertion: positions in typed arrays that were just measured
import { findSorted, finishHash, hashText } from '../text/hash.ts';

/**
 * The words of the training phrases and, for each, its spellings with one or two letters left out
 * (symmetric deletion, as in SymSpell): two words one slip apart share such a spelling.
 */
export interface SpellerData {
  /** Space-separated, folded. */
  words: string;
  counts: Uint16Array;
  /** Hashes of spellings, ascending, with repeats, and the word each leads to. */
  keys: Uint32Array;
  targets: Uint16Array;
}

/** No more words are known than a target can number. */
const TARGETS = 0x10000;

/** Words shorter than this are left as they are, from `LONG` letters on two slips are mended. */
const SHORT = 4;
const LONG = 7;

export function trainSpeller(texts: Iterable<readonly string[]>): SpellerData {
  const counts = new Map<string, number>();
  for (const words of texts) {
    for (const word of words) if (!/\p{N}/u.test(word)) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  const words = [...counts.keys()].sort().slice(0, TARGETS);
  const pairs = sortedPairs(words);
  return {
    words: words.join(' '),
    counts: Uint16Array.from(words, (word) => Math.min(0xffff, counts.get(word) ?? 0)),
    keys: Uint32Array.from(pairs, (pair) => Math.floor(pair / TARGETS)),
    targets: Uint16Array.from(pairs, (pair) => pair % TARGETS),
  };
}

/** The spelling keys of all words, each above the index of its word in one number, so that they sort fast. */
function sortedPairs(words: readonly string[]): Float64Array {
  const pairs: number[] = [];
  words.forEach((word, target) => {
    if (word.length < SHORT - 1) return;
    for (const key of spellingKeys(word)) pairs.push(key * TARGETS + target);
  });
  return Float64Array.from(pairs).sort();
}

function spellingKeys(word: string): Set<number> {
  const keys = new Set<number>();
  const shorten = (text: string, left: number): void => {
    keys.add(finishHash(hashText(text)));
    if (left === 0) return;
    for (let at = 0; at < text.length; at++) shorten(text.slice(0, at) + text.slice(at + 1), left - 1);
  };
  shorten(word, slipsAllowed(word.length));
  return keys;
}

const slipsAllowed = (length: number): number => (length >= LONG ? 2 : 1);

export interface Speller {
  /** The known word most likely meant by an unknown one, or undefined. `fits` says how well a word suits its place. */
  repair(
    word: string,
    isKnown: (word: string) => boolean,
    fits: (word: string) => number,
  ): string | undefined;
}

export function createSpeller({ words, counts, keys, targets }: SpellerData): Speller {
  const list = words.split(' ');

  function candidates(word: string): Set<number> {
    const found = new Set<number>();
    for (const key of spellingKeys(word)) {
      let at = findSorted(keys, key);
      if (at < 0) continue;
      while (at > 0 && keys[at - 1] === key) at--;
      for (; keys[at] === key; at++) found.add(targets[at]!);
    }
    return found;
  }

  return {
    repair(word, isKnown, fits) {
      if (word.length < SHORT || word.length > 30 || /\p{N}/u.test(word)) return undefined;
      let best: string | undefined;
      let bestMerit = Number.NEGATIVE_INFINITY;
      for (const target of candidates(word)) {
        const meant = list[target]!;
        const slips = distance(word, meant);
        if (slips > Math.min(slipsAllowed(word.length), slipsAllowed(meant.length))) continue;
        if (!isKnown(meant)) continue;
        const sameStart = meant[0] === word[0] ? 1 : 0;
        const merit = -4 * slips + 2 * sameStart + 2 * fits(meant) + Math.log(counts[target]!) / 2;
        if (merit > bestMerit) {
          best = meant;
          bestMerit = merit;
        }
      }
      return best;
    },
  };
}

/** Insertions, deletions, changes and swaps of neighbours between two words (optimal string alignment). */
export function distance(left: string, right: string): number {
  let before: number[] = [];
  let previous = Array.from({ length: right.length + 1 }, (_, at) => at);
  for (let i = 1; i <= left.length; i++) {
    const current = [i];
    for (let j = 1; j <= right.length; j++) {
      const same = left[i - 1] === right[j - 1];
      let least = Math.min(previous[j]! + 1, current[j - 1]! + 1, previous[j - 1]! + (same ? 0 : 1));
      if (i > 1 && j > 1 && left[i - 1] === right[j - 2] && left[i - 2] === right[j - 1]) {
        least = Math.min(least, before[j - 2]! + 1);
      }
      current.push(least);
    }
    before = previous;
    previous = current;
  }
  return previous[right.length]!;
}

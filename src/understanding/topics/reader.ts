// biome-ignore-all lint/style/noNonNullAssertion: parallel lists of the same length
import type { Locale } from '../../locale.ts';
import { findSorted } from '../text/hash.ts';
import { createShorthand } from '../text/shorthand.ts';
import { createStemmer } from '../text/stems.ts';
import { pairKey, wordKey } from './features.ts';
import type { Vocabulary } from './rows.ts';
import type { Speller } from './speller.ts';

/** Words as the classifier takes them, spelling mended, with the share of them that the phrases know. */
export interface Reading {
  stems: string[];
  repairs: { at: number; from: string; to: string }[];
  /** 0 to 1, rare words counting more than common ones and mended ones half. */
  knownShare: number;
  /** How many words no topic has, as written. */
  strange: number;
}

/** A message with more slips than this is noise, and mending it would take long. */
const MOST_REPAIRS = 12;

export type Reader = (words: readonly string[], vocabulary: Vocabulary) => Reading;

/**
 * Reads folded words against a vocabulary. A feature counts as known when its idf is above 0, so that training
 * can hide phrases from the reader.
 */
export function createReader(locale: Locale, speller: Speller): Reader {
  const stem = createStemmer(locale);
  const spell = createShorthand(locale);

  return (written, { keys, idf, inTopics, rarest }) => {
    const idfOf = (key: number): number => {
      const id = findSorted(keys, key);
      return id < 0 ? 0 : idf[id]!;
    };
    const isKnown = (word: string): boolean => idfOf(wordKey(stem(word))) > 0;
    const words = written.map(spell);
    const stems = words.map(stem);
    const repairs: Reading['repairs'] = [];
    let known = 0;
    let total = 0;
    let strange = 0;
    words.forEach((word, at) => {
      const id = findSorted(keys, wordKey(stems[at]!));
      const worth = id < 0 ? 0 : idf[id]!;
      if (worth > 0) {
        total += worth;
        if (inTopics[id] === 1) known += worth;
        else strange++;
        return;
      }
      strange++;
      total += rarest;
      const fits = (meant: string): number => {
        const left = idfOf(pairKey(stems[at - 1] ?? '^', stem(meant))) > 0 ? 1 : 0;
        return left + (idfOf(pairKey(stem(meant), stems[at + 1] ?? '$')) > 0 ? 1 : 0);
      };
      const meant = strange <= MOST_REPAIRS ? speller.repair(word, isKnown, fits) : undefined;
      if (meant === undefined) return;
      stems[at] = stem(meant);
      repairs.push({ at, from: word, to: meant });
      known += rarest / 2;
    });
    return { stems, repairs, knownShare: total > 0 ? known / total : 0, strange };
  };
}

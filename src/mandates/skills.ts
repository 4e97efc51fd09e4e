import type { Domain } from '../profile.ts';
import type { Reason } from './fit.ts';
import type { MandateIndex, Postings } from './mandate-index.ts';
import { meaningfulWords, stemsOf } from './words.ts';

/** More than anyone lists, and few enough that a hostile profile costs nothing. */
const MOST_SKILLS = 12;
const MOST_WORDS = 8;

/** What a word is worth when the mandate does not have it but is in a field that the word points to. */
const BY_DOMAIN = 0.6;

interface Word {
  /** Mandates that have it, one list a language. */
  direct: Postings[];
  /** Mandates in the fields that it points to. */
  kindred: Postings[];
}

/** Skills in the visitor's own words, in any of the three languages, held against every mandate. */
export interface Skills {
  /** How well a mandate uses them, 0 to 1: half the best skill's share, half the average. */
  score(position: number): number;
  /** One reason for each skill that the mandate uses. */
  reasons(position: number): Reason[];
}

/** Looks the skills up; undefined when they hold no word to look for. */
export function lookUpSkills(skills: readonly string[], index: MandateIndex): Skills | undefined {
  const asked = skills
    .slice(0, MOST_SKILLS)
    .map((value) => ({
      value,
      words: meaningfulWords(value)
        .slice(0, MOST_WORDS)
        .map((word) => lookUp(word, index)),
    }))
    .filter(({ words }) => words.length > 0);
  if (asked.length === 0) return undefined;

  const size = index.mandates.length;
  const sum = new Float32Array(size);
  const best = new Float32Array(size);
  for (const { words } of asked) {
    for (const [position, share] of shares(words, size).entries()) {
      if (share === 0) continue;
      sum[position] = (sum[position] as number) + share;
      if (share > (best[position] as number)) best[position] = share;
    }
  }
  return {
    score: (position) => ((best[position] as number) + (sum[position] as number) / asked.length) / 2,
    reasons: (position) =>
      asked.flatMap(({ value, words }): Reason[] => {
        if (words.some(({ direct }) => direct.some((list) => contains(list, position))))
          return [{ kind: 'skill', value, by: 'words' }];
        return words.some(({ kindred }) => kindred.some((list) => contains(list, position)))
          ? [{ kind: 'skill', value, by: 'domain' }]
          : [];
      }),
  };
}

function lookUp(word: string, index: MandateIndex): Word {
  const stems = stemsOf(word);
  const fields = new Set<Domain>(stems.flatMap((stem) => index.domainsByStem.get(stem) ?? []));
  return {
    direct: stems.flatMap((stem) => index.words.get(stem) ?? []),
    kindred: [...fields].flatMap((field) => index.byDomain.get(field) ?? []),
  };
}

/** For every mandate, the share of a skill's words that it has, 0 to 1. */
function shares(words: readonly Word[], size: number): Float32Array {
  const share = new Float32Array(size);
  const seen = new Uint8Array(size);
  words.forEach(({ direct, kindred }, number) => {
    const add = (list: Postings, worth: number) => {
      for (const position of list) {
        if (seen[position] === number + 1) continue;
        seen[position] = number + 1;
        share[position] = (share[position] as number) + worth / words.length;
      }
    };
    for (const list of direct) add(list, 1);
    for (const list of kindred) add(list, BY_DOMAIN);
  });
  return share;
}

function contains(postings: Postings, position: number): boolean {
  let low = 0;
  let high = postings.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((postings[middle] as number) < position) low = middle + 1;
    else high = middle;
  }
  return postings[low] === position;
}

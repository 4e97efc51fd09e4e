import type { Domain } from '../profile.ts';
import type { Reason } from './fit.ts';
import type { MandateIndex, Postings } from './mandate-index.ts';
import { familyOf, firstNotBelow, possibleStemsIn } from './words.ts';

/** More than anyone lists, and few enough that a hostile profile costs nothing. */
const MOST_SKILLS = 12;
const MOST_WORDS = 8;

/** What a word is worth when the mandate has only one of its family: "comptable" for "comptabilité". */
const BY_FAMILY = 0.8;
/** What it is worth when the mandate has none but is in a field that the word points to. */
const BY_DOMAIN = 0.6;

interface Word {
  /** Mandates that have it, one list a language. */
  direct: Postings[];
  /** Mandates that have a word of its family. */
  family: Postings[];
  /** Mandates in the fields that it points to. */
  kindred: Postings[];
}

/** Skills in the visitor's own words, in any of the three languages, held against every mandate. */
export interface Skills {
  /** How well each mandate uses them, 0 to 1: half the best skill's share, half the average. */
  scores: Float64Array;
  /** One reason for each skill that the mandate uses. */
  reasons(position: number): Reason[];
}

/**
 * Looks the skills up; undefined when they hold no word to look for. The scores stand in the index's scratch: they last
 * until the next match.
 */
export function lookUpSkills(skills: readonly string[], index: MandateIndex): Skills | undefined {
  const asked = skills
    .slice(0, MOST_SKILLS)
    .map((value) => ({
      value,
      words: possibleStemsIn(value)
        .slice(0, MOST_WORDS)
        .map((stems) => lookUp(stems, index)),
    }))
    .filter(({ words }) => words.length > 0);
  if (asked.length === 0) return undefined;

  const { scores, best, share, seen } = index.scratch;
  scores.fill(0);
  best.fill(0);
  seen.fill(0);
  asked.forEach(({ words }, number) => {
    share.fill(0);
    addShares(share, seen, words, number * MOST_WORDS);
    for (let position = 0; position < share.length; position++) {
      const found = share[position] as number;
      if (found === 0) continue;
      scores[position] = (scores[position] as number) + found / asked.length / 2;
      if (found > (best[position] as number)) best[position] = found;
    }
  });
  for (let position = 0; position < best.length; position++)
    scores[position] = (scores[position] as number) + (best[position] as number) / 2;
  return {
    scores,
    reasons: (position) =>
      asked.flatMap(({ value, words }): Reason[] => {
        if (
          words.some(({ direct, family }) => [...direct, ...family].some((list) => contains(list, position)))
        )
          return [{ kind: 'skill', value, by: 'words' }];
        return words.some(({ kindred }) => kindred.some((list) => contains(list, position)))
          ? [{ kind: 'skill', value, by: 'domain' }]
          : [];
      }),
  };
}

function lookUp(stems: string[], index: MandateIndex): Word {
  const fields = new Set<Domain>(stems.flatMap((stem) => index.domainsByStem.get(stem) ?? []));
  return {
    direct: stems.flatMap((stem) => index.words.get(stem) ?? []),
    family: stems
      .flatMap((stem) => familyOf(stem, index.vocabulary))
      .flatMap((stem) => index.words.get(stem) ?? []),
    kindred: [...fields].flatMap((field) => index.byDomain.get(field) ?? []),
  };
}

/** Adds for every mandate the share of a skill's words that it has, 0 to 1; `seen` marks by word what was counted. */
function addShares(share: Float64Array, seen: Uint8Array, words: readonly Word[], wordsBefore: number): void {
  words.forEach(({ direct, family, kindred }, number) => {
    const mark = wordsBefore + number + 1;
    for (const list of direct) addUnseen(share, seen, list, mark, 1 / words.length);
    for (const list of family) addUnseen(share, seen, list, mark, BY_FAMILY / words.length);
    for (const list of kindred) addUnseen(share, seen, list, mark, BY_DOMAIN / words.length);
  });
}

function addUnseen(share: Float64Array, seen: Uint8Array, list: Postings, mark: number, worth: number): void {
  for (let place = 0; place < list.length; place++) {
    const position = list[place] as number;
    if (seen[position] === mark) continue;
    seen[position] = mark;
    share[position] = (share[position] as number) + worth;
  }
}

const contains = (postings: Postings, position: number): boolean =>
  postings[firstNotBelow(postings, position)] === position;

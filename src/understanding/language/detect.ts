// biome-ignore-all lint/style/noNonNullAssertion: one score for each locale
import { LOCALES, type Locale } from '../../locale.ts';
import { fold } from '../text/clean.ts';
import { findSorted } from '../text/hash.ts';
import { gramsOf, type LanguageModel, lettersOf, wordHash } from './profile.ts';

export interface Detected {
  language: Locale;
  /** The words alone settle it, whatever the conversation spoke before. */
  isClear: boolean;
}

/** Letter runs overlap, so that their evidence is counted several times over; this takes it back. */
const REDUNDANCY = 0.3;
/** No single word says more than this, in log-odds. */
const MOST_OF_A_WORD = 5;
/** A word that another language's phrases have nearly as often says nothing. */
const SHARED_FROM = 0.2;
/** A name says little about the language of the sentence around it. */
const NAME = 0.3;
/** Log-odds that the conversation goes on in its language. */
const PRIOR = 2;
const CLEAR = 4;
/** A message of one word switches a conversation only when the phrases know the word this well. */
const ALONE = 3;

/** Words that people of all three languages write in chats. */
const INTERNATIONAL = new Set(
  'ok okay no si non super cv visa email mail newsletter covid wifi stop bye chat bot menu info please'.split(
    ' ',
  ),
);

/** Words worth remembering: a language's vocabulary is a few thousand, what visitors invent has no end. */
const REMEMBERED = 20_000;

/** What a word says of its language, by itself. */
interface Weighed {
  /** How often each language's phrases have it, and the two highest of these. */
  counts: number[];
  first: number;
  second: number;
  /** Log-likelihoods of its letters, the best language at 0. */
  scores: number[];
}

export type LanguageDetector = (text: string, prior?: Locale) => Detected;

/**
 * Tells French, English and Spanish apart by naive Bayes over letters; takes cleaned text.
 * Only `locales` are ever found: those that the model was given lines of.
 */
export function createLanguageDetector(
  model: LanguageModel,
  locales: readonly Locale[] = LOCALES,
): LanguageDetector {
  const { keys, logs, wordKeys, wordCounts } = model;
  const size = LOCALES.length;
  const absent = LOCALES.map((locale) => (locales.includes(locale) ? 0 : Number.NEGATIVE_INFINITY));
  const only = locales.length === 1 ? locales[0] : undefined;

  const weighed = new Map<string, Weighed>();

  /** Takes a word in lower case. */
  function weigh(word: string): Weighed {
    const remembered = weighed.get(word);
    if (remembered) return remembered;
    const counts = countsOf(word);
    const [first = 0, second = 0] = counts.toSorted((a, b) => b - a);
    const weighs = { counts, first, second, scores: scoresOf(word) };
    if (weighed.size < REMEMBERED) weighed.set(word, weighs);
    return weighs;
  }

  const countsOf = (word: string): number[] => {
    const at = findSorted(wordKeys, wordHash(word));
    return LOCALES.map((_, language) => (at < 0 ? 0 : wordCounts[at * size + language]!));
  };

  function scoresOf(word: string): number[] {
    const scores = LOCALES.map(() => 0);
    for (const key of gramsOf(word)) {
      const at = findSorted(keys, key);
      if (at >= 0)
        for (let language = 0; language < size; language++) scores[language]! += logs[at * size + language]!;
    }
    const best = Math.max(...scores);
    return scores.map((score) => Math.max(-MOST_OF_A_WORD, (score - best) * REDUNDANCY));
  }

  return (text, prior) => {
    if (only) return { language: only, isClear: false };
    const totals = [...absent];
    const known = LOCALES.map(() => 0);
    const written = lettersOf(withoutAddresses(text));
    const isNames = written.every(isCapitalised);
    for (const [at, word] of written.entries()) {
      const { counts, first, second, scores } = weigh(word.toLowerCase());
      if (second > first * SHARED_FROM || INTERNATIONAL.has(fold(word))) continue;
      const isName = first === 0 && isCapitalised(word);
      if (isName && isNames) continue;
      scores.forEach((score, language) => {
        totals[language]! += isName && at > 0 ? score * NAME : score;
        if (first > 0 && counts[language] === first) known[language]! += first;
      });
    }
    const alone = bestOf(totals);
    const lead = totals[alone]! - Math.max(...totals.filter((_, language) => language !== alone));
    const isClear = lead >= CLEAR && known[alone]! >= (written.length === 1 ? ALONE : 1);
    if (isClear) return { language: LOCALES[alone]!, isClear };
    const withPrior = totals.map((total, language) => total + (LOCALES[language] === prior ? PRIOR : 0));
    return { language: LOCALES[bestOf(withPrior)]!, isClear };
  };
}

/** Mail and web addresses belong to no language. */
function withoutAddresses(text: string): string {
  if (!text.includes('@') && !/www\.|https?:/i.test(text)) return text;
  const words = text.split(' ').filter((word) => !word.includes('@') && !/^(?:www\.|https?:)/i.test(word));
  return words.join(' ');
}

const isCapitalised = (word: string): boolean => word[0] !== word[0]?.toLowerCase();

const bestOf = (scores: readonly number[]): number => scores.indexOf(Math.max(...scores));

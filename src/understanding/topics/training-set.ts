import type { Locale } from '../../locale.ts';
import { clean, wordsOf } from '../text/clean.ts';
import { createShorthand } from '../text/shorthand.ts';
import { createStemmer } from '../text/stems.ts';
import type { Phrases } from '../understood.ts';
import { featuresOf } from './features.ts';
import { type Counts, createCounter, distinctKeys } from './rows.ts';

/** The phrases of a language ready for training, with everything that does not change from fold to fold. */
export interface TrainingSet {
  locale: Locale;
  topics: string[];
  phrases: string[];
  words: string[][];
  /** Index of the topic of each phrase; `topics.length` for "none". */
  labels: Uint16Array;
  /** As many as topics, or one more when there are phrases of none. */
  classes: number;
  keys: Uint32Array;
  counts: Counts[];
}

/** @param none lines that belong to no topic; may be empty */
export function prepareTrainingSet(locale: Locale, byTopic: Phrases, none: readonly string[]): TrainingSet {
  const topics = Object.keys(byTopic);
  const phrases: string[] = [];
  const labels: number[] = [];
  [...Object.values(byTopic), none].forEach((list, label) => {
    for (const phrase of list) {
      phrases.push(clean(phrase));
      labels.push(label);
    }
  });
  const stem = createStemmer(locale);
  const spell = createShorthand(locale);
  const words = phrases.map((phrase) => wordsOf(phrase).folded.map(spell));
  const features = words.map((list) => featuresOf(list.map(stem)));
  const keys = distinctKeys(features);
  return {
    locale,
    topics,
    phrases,
    words,
    labels: Uint16Array.from(labels),
    classes: topics.length + (none.length > 0 ? 1 : 0),
    keys,
    counts: features.map(createCounter(keys)),
  };
}

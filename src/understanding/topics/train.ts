// biome-ignore-all lint/style/noNonNullAssertion: parallel lists of the same length
import type { Locale } from '../../locale.ts';
import { clean, wordsOf } from '../text/clean.ts';
import { createShorthand } from '../text/shorthand.ts';
import { createStemmer } from '../text/stems.ts';
import type { Phrases } from '../understood.ts';
import { calibrate } from './cross-validation.ts';
import { trainEnsemble } from './ensemble.ts';
import { featuresOf } from './features.ts';
import type { TopicModel } from './model.ts';
import { indexPhrases } from './nearest.ts';
import { type Counts, countFeatures, distinctKeys, toRow, weighVocabulary } from './rows.ts';
import { createSpeller, trainSpeller } from './speller.ts';

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

/**
 * Trains the classifier of one language. The same phrases always give the same model.
 *
 * @param none lines that belong to no topic, to learn where the topics end; may be missing
 */
export function trainTopics(locale: Locale, byTopic: Phrases, none: readonly string[] = []): TopicModel {
  const set = prepare(locale, byTopic, none);
  const vocabulary = weighVocabulary(
    set.keys,
    set.counts,
    (phrase) => set.labels[phrase]! < set.topics.length,
  );
  const rows = set.counts.map((counts) => toRow(counts, vocabulary.idf));
  const weights = trainEnsemble(rows, set.labels, set.classes, set.keys.length);
  const speller = trainSpeller(set.words);
  return {
    locale,
    topics: set.topics,
    vocabulary,
    ...quantise(weights, set.classes),
    classes: set.classes,
    phrases: set.phrases.join('\n'),
    phraseTopics: set.labels,
    index: indexPhrases(rows, set.keys.length),
    speller,
    calibration: calibrate(set, createSpeller(speller)),
  };
}

function prepare(locale: Locale, byTopic: Phrases, none: readonly string[]): TrainingSet {
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
    counts: features.map((list) => countFeatures(list, keys)),
  };
}

/** Weights in 255 steps a feature: a quarter of the size on disk and in memory, and the same decisions. */
function quantise(weights: Float32Array, classes: number): { weights: Int8Array; steps: Float32Array } {
  const features = weights.length / classes;
  const steps = new Float32Array(features);
  const small = new Int8Array(weights.length);
  for (let feature = 0; feature < features; feature++) {
    const from = feature * classes;
    const end = from + classes;
    let most = 0;
    for (let at = from; at < end; at++) most = Math.max(most, Math.abs(weights[at]!));
    const step = most / 127;
    steps[feature] = step;
    if (step > 0) for (let at = from; at < end; at++) small[at] = Math.round(weights[at]! / step);
  }
  return { weights: small, steps };
}

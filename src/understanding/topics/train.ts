// biome-ignore-all lint/style/noNonNullAssertion: parallel lists of the same length
import type { Locale } from '../../locale.ts';
import type { Phrases } from '../understood.ts';
import { calibrate } from './cross-validation.ts';
import { trainEnsemble } from './ensemble.ts';
import type { TopicModel } from './model.ts';
import { indexPhrases } from './nearest.ts';
import { toRow, weighVocabulary } from './rows.ts';
import { createSpeller, trainSpeller } from './speller.ts';
import { prepareTrainingSet } from './training-set.ts';

/**
 * Trains the classifier of one language. The same phrases always give the same model.
 *
 * @param none lines that belong to no topic, to learn where the topics end; may be missing
 */
export function trainTopics(locale: Locale, byTopic: Phrases, none: readonly string[] = []): TopicModel {
  const set = prepareTrainingSet(locale, byTopic, none);
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

// biome-ignore-all lint/style/noNonNullAssertion: positions in typed arrays of one model
import type { Locale } from '../../locale.ts';
import { type Words, wordsOf } from '../text/clean.ts';
import type { Candidate, Evidence } from '../understood.ts';
import { type Calibration, confidenceOf } from './calibration.ts';
import { explain } from './evidence.ts';
import { featuresOf } from './features.ts';
import { createNearest, type PhraseIndex } from './nearest.ts';
import { rank } from './ranking.ts';
import { createReader } from './reader.ts';
import { createCounter, type Row, toRow, type Vocabulary } from './rows.ts';
import { createSpeller, type SpellerData } from './speller.ts';

/** A trained classifier of one language: little but typed arrays, to cross from another process. */
export interface TopicModel {
  locale: Locale;
  topics: string[];
  vocabulary: Vocabulary;
  /** weights[feature * classes + class] in steps of the feature's `steps`; the last "feature" is the bias. */
  weights: Int8Array;
  steps: Float32Array;
  /** As many as topics, or one more where "none" was trained. */
  classes: number;
  /** One phrase a line, and the topic of each. */
  phrases: string;
  phraseTopics: Uint16Array;
  index: PhraseIndex;
  speller: SpellerData;
  calibration: Calibration;
}

export interface Classified {
  /** The best three, best first. */
  candidates: Candidate[];
  /** Why the first of them; takes about as long as finding it. */
  explain(): Evidence;
}

/** `words`: those of the text, when they are at hand. */
export type Classifier = (text: string, words?: Words) => Classified;

/** Makes a classifier of a trained model. It takes cleaned text and never waits. */
export function createClassifier(model: TopicModel): Classifier {
  const { vocabulary, topics, classes, weights, steps, phraseTopics } = model;
  const read = createReader(model.locale, createSpeller(model.speller));
  const phrases = model.phrases.split('\n');
  const count = createCounter(vocabulary.keys);
  const nearestTo = createNearest(model.index, phraseTopics, topics.length);
  const scores = new Float32Array(classes);

  function score(row: Row): void {
    const bias = steps.length - 1;
    for (let k = 0; k < classes; k++) scores[k] = weights[bias * classes + k]! * steps[bias]!;
    for (let at = 0; at < row.ids.length; at++) {
      const id = row.ids[at]!;
      const value = row.values[at]! * steps[id]!;
      for (let k = 0; k < classes; k++) scores[k]! += weights[id * classes + k]! * value;
    }
  }

  return (text, words = wordsOf(text)) => {
    const { written, folded } = words;
    const reading = read(folded, vocabulary);
    const features = featuresOf(reading.stems);
    const counts = count(features);
    const row = toRow(counts, vocabulary.idf);
    score(row);
    const { similarities, phrase, similarity } = nearestTo(row);
    const ranked = rank({ ...reading, scores, similarities, words: folded.length });
    const best = ranked[0]?.topic ?? 0;
    return {
      candidates: inOrder(
        ranked.map(({ topic, signs }) => ({
          topic: topics[topic]!,
          confidence: confidenceOf(model.calibration, signs),
        })),
      ),
      explain: () => ({
        words: explain(written, features, counts, row, (id) => weights[id * classes + best]! * steps[id]!),
        ...(phrase >= 0 && {
          nearest: { phrase: phrases[phrase]!, topic: topics[phraseTopics[phrase]!]!, similarity },
        }),
        repairs: reading.repairs.map(({ at, to }) => ({ from: written[at]!, to })),
      }),
    };
  };
}

/** The best score stays the first; calibration weighs other signs too, so the others come as it ranks them. */
function inOrder([best, ...others]: Candidate[]): Candidate[] {
  if (!best) return [];
  const below = others
    .map(({ topic, confidence }) => ({ topic, confidence: Math.min(confidence, best.confidence) }))
    .sort((a, b) => b.confidence - a.confidence);
  return [best, ...below];
}

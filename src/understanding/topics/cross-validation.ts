// biome-ignore-all lint/style/noNonNullAssertion: parallel lists of the same length
import { createRandom, shuffle } from '../random.ts';
import { type Calibration, fitCalibration, type Sample } from './calibration.ts';
import { trainEnsemble } from './ensemble.ts';
import { featuresOf } from './features.ts';
import { scoreInto } from './linear.ts';
import { createNearest, indexPhrases } from './nearest.ts';
import { rank } from './ranking.ts';
import { createReader, type Reader } from './reader.ts';
import { createCounter, toRow, weighVocabulary } from './rows.ts';
import type { Speller } from './speller.ts';
import type { TrainingSet } from './training-set.ts';

const FOLDS = 4;
/** With this many phrases, those of one fold tell enough. */
const MANY = 2000;
/** Every so manieth topic is hidden in a fold: its phrases stand for questions that no topic answers. */
const HIDDEN_OF = 5;

/** Lines of no topic are few beside the phrases and must not be outvoted by them. */
const NONE_WEIGHT = 10;

/** Learns how far to trust the classifier, from phrases and whole topics that were kept from it. */
export function calibrate(set: TrainingSet, speller: Speller): Calibration {
  const read = createReader(set.locale, speller);
  const fold = assignFolds(set);
  const hiding = shuffle([...set.topics.keys()], createRandom(11));
  const rounds = set.phrases.length < MANY ? FOLDS : 1;
  const samples: Sample[] = [];
  for (let round = 0; round < rounds; round++) {
    const hidden = new Set(hiding.filter((_, at) => at % HIDDEN_OF === round));
    samples.push(...holdOut(set, read, (phrase) => fold[phrase] === round, hidden));
  }
  return fitCalibration(samples);
}

/** A fold for each phrase, every topic spread evenly; of the few lines of no topic half are in each of two. */
function assignFolds({ labels, topics }: TrainingSet): Uint8Array {
  const folds = new Uint8Array(labels.length);
  const order = shuffle(
    Int32Array.from(labels, (_, at) => at),
    createRandom(13),
  );
  const seen = new Map<number, number>();
  for (const phrase of order) {
    const label = labels[phrase]!;
    const count = seen.get(label) ?? 0;
    folds[phrase] = count % (label < topics.length ? FOLDS : 2);
    seen.set(label, count + 1);
  }
  return folds;
}

function holdOut(
  set: TrainingSet,
  read: Reader,
  isHeldOut: (phrase: number) => boolean,
  hidden: ReadonlySet<number>,
): Sample[] {
  const everyone = [...set.labels.keys()];
  const trained = everyone.filter((phrase) => !isHeldOut(phrase) && !hidden.has(set.labels[phrase]!));
  const counts = trained.map((phrase) => set.counts[phrase]!);
  const labels = Uint16Array.from(trained, (phrase) => set.labels[phrase]!);
  const vocabulary = weighVocabulary(set.keys, counts, (at) => labels[at]! < set.topics.length);
  const rows = counts.map((each) => toRow(each, vocabulary.idf));
  const features = set.keys.length;
  const weights = trainEnsemble(rows, labels, set.classes, features);
  const count = createCounter(set.keys);
  const nearestTo = createNearest(indexPhrases(rows, features), labels, set.topics.length);
  const scores = new Float32Array(set.classes);
  return everyone.filter(isHeldOut).flatMap((phrase) => {
    const words = set.words[phrase]!;
    const reading = read(words, vocabulary);
    const row = toRow(count(featuresOf(reading.stems)), vocabulary.idf);
    scoreInto(scores, weights, row, features);
    // A hidden topic was never there to be chosen.
    for (const topic of hidden) scores[topic] = -9;
    const { similarities } = nearestTo(row);
    const isOfTopic = set.labels[phrase]! < set.topics.length;
    return rank({ ...reading, scores, similarities, words: words.length }).map(({ topic, signs }) => ({
      signs,
      right: topic === set.labels[phrase],
      weight: isOfTopic ? 1 : NONE_WEIGHT,
    }));
  });
}

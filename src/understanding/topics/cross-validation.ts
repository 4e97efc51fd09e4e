// biome-ignore-all lint/style/noNonNullAssertion: parallel lists of the same length
import { createRandom, shuffle } from '../random.ts';
import { type Calibration, fitCalibration, type Signs } from './calibration.ts';
import { featuresOf } from './features.ts';
import { createNearest, indexPhrases } from './nearest.ts';
import { rank } from './ranking.ts';
import { createReader, type Reader } from './reader.ts';
import { countFeatures, toRow, weighVocabulary } from './rows.ts';
import type { Speller } from './speller.ts';
import { SVM_OPTIONS, scoreInto, trainSvm } from './svm.ts';
import type { TrainingSet } from './train.ts';

const FOLDS = 3;
/** Every so manieth topic is hidden in a fold: its phrases stand for questions that no topic answers. */
const HIDDEN_OF = 5;
/** Fewer than for the model itself: the signs need not be that exact. */
const PASSES = 8;

/** Candidates for phrases that the classifier was not trained on, with the truth about each. */
type Sample = { signs: Signs; right: boolean };

/** Learns how far to trust the classifier, from phrases and whole topics that were kept from it. */
export function calibrate(set: TrainingSet, speller: Speller): Calibration {
  const read = createReader(set.locale, speller);
  const fold = assignFolds(set);
  const hiding = shuffle([...set.topics.keys()], createRandom(11));
  const samples: Sample[] = [];
  for (let round = 0; round < FOLDS; round++) {
    const hidden = new Set(hiding.filter((_, at) => at % HIDDEN_OF === round));
    samples.push(...holdOut(set, read, (phrase) => fold[phrase] === round, hidden));
  }
  return fitCalibration(samples);
}

/** A fold for each phrase, every topic spread evenly. */
function assignFolds({ labels }: TrainingSet): Uint8Array {
  const folds = new Uint8Array(labels.length);
  const order = shuffle(
    Int32Array.from(labels, (_, at) => at),
    createRandom(13),
  );
  const seen = new Map<number, number>();
  for (const phrase of order) {
    const label = labels[phrase]!;
    const count = seen.get(label) ?? 0;
    folds[phrase] = count % FOLDS;
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
  const vocabulary = weighVocabulary(set.keys, counts);
  const rows = counts.map((each) => toRow(each, vocabulary.idf));
  const labels = Uint16Array.from(trained, (phrase) => set.labels[phrase]!);
  const features = set.keys.length;
  const weights = trainSvm(rows, labels, set.classes, features, { ...SVM_OPTIONS, passes: PASSES });
  const nearestTo = createNearest(indexPhrases(rows, features), labels, set.topics.length);
  const scores = new Float32Array(set.classes);
  return everyone.filter(isHeldOut).flatMap((phrase) => {
    const words = set.words[phrase]!;
    const { stems, knownShare } = read(words, vocabulary);
    const row = toRow(countFeatures(featuresOf(stems), set.keys), vocabulary.idf);
    scoreInto(scores, weights, row, features);
    // A hidden topic was never there to be chosen.
    for (const topic of hidden) scores[topic] = -9;
    const { similarities } = nearestTo(row);
    return rank({ scores, similarities, knownShare, words: words.length }).map(({ topic, signs }) => ({
      signs,
      right: topic === set.labels[phrase],
    }));
  });
}

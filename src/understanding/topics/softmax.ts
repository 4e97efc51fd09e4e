// biome-ignore-all lint/style/noNonNullAssertion: positions in typed arrays that were just measured
import { createRandom, shuffle } from '../random.ts';
import { addScaled, scoreAmong, scoreInto } from './linear.ts';
import type { Row } from './rows.ts';

/** First step size; it falls to `LAST_STEP` by the end. */
const FIRST_STEP = 4;
const LAST_STEP = 0.01;
/** Weight decay, shared out over the rows of a pass. */
const DECAY = 0.1;
/** Others must score this much lower than a row's own class before the row is content. */
const MARGIN = 1;
/** Gradients smaller than this are not worth writing to the weights. */
const NEGLIGIBLE = 2e-3;
/** A rare class counts for more, at most this much. */
const MOST_BALANCE = 4;

/**
 * Multinomial logistic regression with a margin, by stochastic gradient descent. It weighs classes against each
 * other where the one-vs-rest machines weigh each against all, and so ranks the runners-up better.
 *
 * @param rivals the classes that each row is told apart from, itself among them
 * @returns weights[feature * classes + class], the last "feature" being the bias
 */
export function trainSoftmax(
  rows: readonly Row[],
  labels: ArrayLike<number>,
  classes: number,
  features: number,
  passes: number,
  rivals: readonly Int32Array[],
): Float32Array {
  const weights = new Float32Array((features + 1) * classes);
  const scores = new Float32Array(classes);
  const moves = { classes: new Int32Array(classes), by: new Float32Array(classes), count: 0 };
  const order = Int32Array.from(rows, (_, at) => at);
  const random = createRandom(3);
  const balance = balanceOf(labels, classes);
  const steps = passes * rows.length;
  // Decay shrinks one factor instead of every weight.
  let scale = 1;
  let step = 0;
  for (let pass = 0; pass < passes; pass++) {
    for (const at of shuffle(order, random)) {
      const row = rows[at]!;
      const label = labels[at]!;
      const rate = FIRST_STEP * (1 - step++ / steps) + LAST_STEP;
      const among = rivals[at]!;
      scoreAmong(scores, weights, row, { features, classes, among });
      const total = exponentiate(scores, scale, among, label);
      scale *= 1 - (rate * DECAY) / rows.length;
      const gain = (rate / scale) * balance[label]!;
      moves.count = 0;
      for (let m = 0; m < among.length; m++) {
        const k = among[m]!;
        const error = (k === label ? 1 : 0) - scores[m]! / total;
        if (Math.abs(error) <= NEGLIGIBLE) continue;
        moves.classes[moves.count] = k;
        moves.by[moves.count++] = gain * error;
      }
      if (moves.count > 0) addScaled(weights, row, features, classes, moves);
    }
  }
  return weights.map((weight) => weight * scale);
}

/** Turns scores into unnormalised probabilities in place and returns their sum. */
function exponentiate(scores: Float32Array, scale: number, among: Int32Array, label: number): number {
  let most = Number.NEGATIVE_INFINITY;
  for (let m = 0; m < among.length; m++) {
    scores[m] = scores[m]! * scale + (among[m] === label ? 0 : MARGIN);
    if (scores[m]! > most) most = scores[m]!;
  }
  let total = 0;
  for (let m = 0; m < among.length; m++) {
    scores[m] = Math.exp(scores[m]! - most);
    total += scores[m]!;
  }
  return total;
}

/** For each row its own class and those that other weights take it for most, `count` in all. */
export function findRivals(
  rows: readonly Row[],
  labels: ArrayLike<number>,
  weights: Float32Array,
  { features, classes, count }: { features: number; classes: number; count: number },
): Int32Array[] {
  const scores = new Float32Array(classes);
  return rows.map((row, at) => {
    scoreInto(scores, weights, row, features);
    scores[labels[at]!] = Number.POSITIVE_INFINITY;
    return highest(scores, count);
  });
}

/** The indices of the highest values, highest first. */
function highest(values: Float32Array, count: number): Int32Array {
  const best = new Int32Array(Math.min(count, values.length));
  let found = 0;
  for (let at = 0; at < values.length; at++) {
    if (found === best.length && values[at]! <= values[best[found - 1]!]!) continue;
    let place = found < best.length ? found++ : found - 1;
    for (; place > 0 && values[best[place - 1]!]! < values[at]!; place--) best[place] = best[place - 1]!;
    best[place] = at;
  }
  return best;
}

function balanceOf(labels: ArrayLike<number>, classes: number): Float32Array {
  const counts = new Float32Array(classes);
  for (let at = 0; at < labels.length; at++) counts[labels[at]!]!++;
  const mean = labels.length / classes;
  return counts.map((count) => Math.min(MOST_BALANCE, Math.sqrt(mean / Math.max(1, count))));
}

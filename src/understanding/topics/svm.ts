// biome-ignore-all lint/style/noNonNullAssertion: positions in typed arrays that were just measured
import { createRandom, shuffle } from '../random.ts';
import { addScaled, scoreAmong, scoreInto } from './linear.ts';
import type { Row } from './rows.ts';

/** How dear an error is; a phrase of the topic itself costs `POSITIVE` times as much, more yet in a rare topic. */
const COST = 2;
const POSITIVE = 3;
/** After so many passes a row is weighed only against the classes that still have something to learn from it. */
const PASSES_OVER_ALL = 2;
/** A pass that moves no dual variable by more than this is the last. */
const TOLERANCE = 0.01;
/** Moves smaller than this are not worth writing to the weights. */
const NEGLIGIBLE = 5e-3;

/**
 * One-vs-rest linear support vector machines with squared hinge loss, by dual coordinate descent
 * (Hsieh et al., 2008), all classes at once: the weights of one feature lie side by side, so that a row
 * is read once for all classes.
 *
 * @param labels class of each row; a label of `classes` or more belongs to none and counts against all
 * @returns weights[feature * classes + class], the last "feature" being the bias
 */
export function trainSvm(
  rows: readonly Row[],
  labels: ArrayLike<number>,
  classes: number,
  features: number,
  passes: number,
): Float32Array {
  const weights = new Float32Array((features + 1) * classes);
  const duals = new Float32Array(rows.length * classes);
  const scores = new Float32Array(classes);
  const moves = { classes: new Int32Array(classes), by: new Float32Array(classes), count: 0 };
  const everyone = Int32Array.from({ length: classes }, (_, k) => k);
  const learners = new Array<Int32Array>(rows.length).fill(everyone);
  const order = Int32Array.from(rows, (_, at) => at);
  const random = createRandom(7);
  const softness = 1 / (2 * COST);
  const ownSoftness = rarityOf(labels, classes).map((rarity) => softness / (POSITIVE * rarity));

  for (let pass = 1; pass <= passes; pass++) {
    let largest = 0;
    for (const at of shuffle(order, random)) {
      const row = rows[at]!;
      const among = learners[at]!;
      if (among === everyone) scoreInto(scores, weights, row, features);
      else scoreAmong(scores, weights, row, { features, classes, among });
      moves.count = 0;
      for (let m = 0; m < among.length; m++) {
        const k = among[m]!;
        const own = labels[at] === k;
        const sign = own ? 1 : -1;
        const soft = own ? ownSoftness[k]! : softness;
        const dual = duals[at * classes + k]!;
        // 2 is the squared length of a row with its bias.
        const next = Math.max(0, dual - (sign * scores[m]! - 1 + dual * soft) / (2 + soft));
        const move = next - dual;
        if (Math.abs(move) <= NEGLIGIBLE) continue;
        duals[at * classes + k] = next;
        moves.classes[moves.count] = k;
        moves.by[moves.count++] = move * sign;
        largest = Math.max(largest, Math.abs(move));
      }
      if (moves.count > 0) addScaled(weights, row, features, classes, moves);
      if (pass === PASSES_OVER_ALL) {
        // Most classes are far from most rows, and stay so.
        const isLearner = (k: number): boolean =>
          labels[at] === k || duals[at * classes + k]! > 0 || scores[k]! > -1;
        learners[at] = everyone.filter(isLearner);
      }
    }
    if (largest < TOLERANCE) break;
  }
  return weights;
}

/** How many times rarer than the average each class is, at least 1. */
function rarityOf(labels: ArrayLike<number>, classes: number): Float32Array {
  const counts = new Float32Array(classes);
  for (let at = 0; at < labels.length; at++) counts[labels[at]!]!++;
  const mean = labels.length / classes;
  return counts.map((count) => Math.max(1, mean / Math.max(1, count)));
}

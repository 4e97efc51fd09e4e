// biome-ignore-all lint/style/noNonNullAssertion: positions in typed arrays that were just measured
import { createRandom, shuffle } from '../random.ts';
import { addScaled, scoreInto } from './linear.ts';
import type { Row } from './rows.ts';

/** How dear an error is; a phrase of the topic itself costs `POSITIVE` times as much. */
const COST = 2;
const POSITIVE = 3;
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
  const moves = new Float32Array(classes);
  const moved = new Int32Array(classes);
  const order = Int32Array.from(rows, (_, at) => at);
  const random = createRandom(7);
  const softness = { other: 1 / (2 * COST), own: 1 / (2 * COST * POSITIVE) };

  for (let pass = 0; pass < passes; pass++) {
    let largest = 0;
    for (const at of shuffle(order, random)) {
      const row = rows[at]!;
      scoreInto(scores, weights, row, features);
      let count = 0;
      for (let k = 0; k < classes; k++) {
        const own = labels[at] === k;
        const sign = own ? 1 : -1;
        const soft = own ? softness.own : softness.other;
        const dual = duals[at * classes + k]!;
        // 2 is the squared length of a row with its bias.
        const next = Math.max(0, dual - (sign * scores[k]! - 1 + dual * soft) / (2 + soft));
        const move = next - dual;
        if (Math.abs(move) <= NEGLIGIBLE) continue;
        duals[at * classes + k] = next;
        moved[count] = k;
        moves[count++] = move * sign;
        largest = Math.max(largest, Math.abs(move));
      }
      if (count > 0) addScaled(weights, row, features, classes, { classes: moved, by: moves, count });
    }
    if (largest < TOLERANCE) break;
  }
  return weights;
}

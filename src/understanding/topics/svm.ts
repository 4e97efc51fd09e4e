// biome-ignore-all lint/style/noNonNullAssertion: positions in typed arrays that were just measured
import { createRandom, shuffle } from '../random.ts';
import type { Row } from './rows.ts';

export interface SvmOptions {
  /** How dear an error is; a phrase of the topic itself costs `positive` times as much. */
  cost: number;
  positive: number;
  passes: number;
  /** A pass that moves no dual variable by more than this is the last. */
  tolerance: number;
}

export const SVM_OPTIONS: SvmOptions = { cost: 1, positive: 3, passes: 20, tolerance: 0.01 };

/** Moves smaller than this are not worth writing to the weights. */
const NEGLIGIBLE = 1e-4;

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
  options: SvmOptions = SVM_OPTIONS,
): Float32Array {
  const weights = new Float32Array((features + 1) * classes);
  const duals = new Float32Array(rows.length * classes);
  const scores = new Float32Array(classes);
  const moves = new Float32Array(classes);
  const moved = new Int32Array(classes);
  const order = Int32Array.from(rows, (_, at) => at);
  const random = createRandom(7);
  const diagonal = [1 / (2 * options.cost), 1 / (2 * options.cost * options.positive)] as const;

  for (let pass = 0; pass < options.passes; pass++) {
    let largest = 0;
    for (const at of shuffle(order, random)) {
      const row = rows[at]!;
      scoreInto(scores, weights, row, features);
      let count = 0;
      for (let k = 0; k < classes; k++) {
        const own = labels[at] === k;
        const sign = own ? 1 : -1;
        const soft = own ? diagonal[1] : diagonal[0];
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
      if (count > 0) addMoves(weights, row, features, classes, { moved, moves, count });
    }
    if (largest < options.tolerance) break;
  }
  return weights;
}

/** Writes the score of every class for a row into `scores`. */
export function scoreInto(scores: Float32Array, weights: Float32Array, row: Row, features: number): void {
  const classes = scores.length;
  const bias = features * classes;
  for (let k = 0; k < classes; k++) scores[k] = weights[bias + k]!;
  const { ids, values } = row;
  for (let at = 0; at < ids.length; at++) {
    const from = ids[at]! * classes;
    const value = values[at]!;
    if (value === 0) continue;
    for (let k = 0; k < classes; k++) scores[k]! += weights[from + k]! * value;
  }
}

function addMoves(
  weights: Float32Array,
  { ids, values }: Row,
  features: number,
  classes: number,
  { moved, moves, count }: { moved: Int32Array; moves: Float32Array; count: number },
): void {
  for (let at = 0; at < ids.length; at++) {
    const from = ids[at]! * classes;
    const value = values[at]!;
    if (value === 0) continue;
    for (let m = 0; m < count; m++) weights[from + moved[m]!]! += moves[m]! * value;
  }
  for (let m = 0; m < count; m++) weights[features * classes + moved[m]!]! += moves[m]!;
}

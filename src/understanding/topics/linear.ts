// biome-ignore-all lint/style/noNonNullAssertion: positions in typed arrays of one model
import type { Row } from './rows.ts';

/**
 * Writes the score of every class for a row into `scores`.
 *
 * @param weights weights[feature * classes + class], the last "feature" being the bias
 */
export function scoreInto(scores: Float32Array, weights: Float32Array, row: Row, features: number): void {
  const classes = scores.length;
  const bias = features * classes;
  for (let k = 0; k < classes; k++) scores[k] = weights[bias + k]!;
  const { ids, values } = row;
  let at = 0;
  // Four features a round: reading and writing the scores is half of the work.
  for (; at + 3 < ids.length; at += 4) {
    const a = ids[at]! * classes;
    const b = ids[at + 1]! * classes;
    const c = ids[at + 2]! * classes;
    const d = ids[at + 3]! * classes;
    const [u, v, w, x] = [values[at]!, values[at + 1]!, values[at + 2]!, values[at + 3]!];
    for (let k = 0; k < classes; k++) {
      scores[k]! += weights[a + k]! * u + weights[b + k]! * v + weights[c + k]! * w + weights[d + k]! * x;
    }
  }
  for (; at < ids.length; at++) {
    const from = ids[at]! * classes;
    const value = values[at]!;
    for (let k = 0; k < classes; k++) scores[k]! += weights[from + k]! * value;
  }
}

/** The same for a few classes only: `scores[at]` is that of `among[at]`. */
export function scoreAmong(
  scores: Float32Array,
  weights: Float32Array,
  row: Row,
  { features, classes, among }: { features: number; classes: number; among: ArrayLike<number> },
): void {
  const count = among.length;
  for (let at = 0; at < count; at++) scores[at] = weights[features * classes + among[at]!]!;
  const { ids, values } = row;
  let at = 0;
  for (; at + 3 < ids.length; at += 4) {
    const a = ids[at]! * classes;
    const b = ids[at + 1]! * classes;
    const c = ids[at + 2]! * classes;
    const d = ids[at + 3]! * classes;
    const [u, v, w, x] = [values[at]!, values[at + 1]!, values[at + 2]!, values[at + 3]!];
    for (let m = 0; m < count; m++) {
      const k = among[m]!;
      scores[m]! += weights[a + k]! * u + weights[b + k]! * v + weights[c + k]! * w + weights[d + k]! * x;
    }
  }
  for (; at < ids.length; at++) {
    const from = ids[at]! * classes;
    const value = values[at]!;
    for (let m = 0; m < count; m++) scores[m]! += weights[from + among[m]!]! * value;
  }
}

/** The first `count` of `classes`, and by how much each is to move. */
export interface Moves {
  classes: Int32Array;
  by: Float32Array;
  count: number;
}

/** Moves the weights of some classes along a row and its bias. */
export function addScaled(
  weights: Float32Array,
  { ids, values }: Row,
  features: number,
  width: number,
  { classes, by, count }: Moves,
): void {
  for (let at = 0; at < ids.length; at++) {
    const from = ids[at]! * width;
    const value = values[at]!;
    for (let m = 0; m < count; m++) weights[from + classes[m]!]! += by[m]! * value;
  }
  const bias = features * width;
  for (let m = 0; m < count; m++) weights[bias + classes[m]!]! += by[m]!;
}

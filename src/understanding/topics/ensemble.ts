// biome-ignore-all lint/style/noNonNullAssertion: two weight vectors of one shape
import type { Row } from './rows.ts';
import { findRivals, trainSoftmax } from './softmax.ts';
import { trainSvm } from './svm.ts';

/** How much a logit counts beside a margin: found on held-out phrases. */
const SOFTMAX_SHARE = 0.2;

/** A phrase is told apart from the topics nearest to it; from more of them where there are few phrases. */
const FEWEST_RIVALS = 12;
const MOST_RIVALS = 30;
const PAIRS_SEEN = 60_000;

/** Few phrases need more passes to settle than many. */
const FEWEST_PASSES = 6;
const MOST_PASSES = 20;
const ROWS_SEEN = 40_000;

/**
 * One linear model from two: support vector machines, which learn most from few phrases, plus a share of a softmax,
 * which tells neighbours apart. Since both are linear in the same features, their sum costs no more to ask than one.
 */
export function trainEnsemble(
  rows: readonly Row[],
  labels: ArrayLike<number>,
  classes: number,
  features: number,
): Float32Array {
  const settled = Math.round(ROWS_SEEN / Math.max(1, rows.length));
  const passes = Math.max(FEWEST_PASSES, Math.min(MOST_PASSES, settled));
  const weights = trainSvm(rows, labels, classes, features, passes);
  const affordable = Math.round(PAIRS_SEEN / Math.max(1, rows.length));
  const count = Math.max(FEWEST_RIVALS, Math.min(MOST_RIVALS, affordable));
  const rivals = findRivals(rows, labels, weights, { features, classes, count });
  const logits = trainSoftmax(rows, labels, classes, features, Math.ceil(passes / 2), rivals);
  for (let at = 0; at < weights.length; at++) weights[at]! += SOFTMAX_SHARE * logits[at]!;
  return weights;
}

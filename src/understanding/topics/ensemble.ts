// biome-ignore-all lint/style/noNonNullAssertion: two weight vectors of one shape
import type { Row } from './rows.ts';
import { trainSoftmax } from './softmax.ts';
import { trainSvm } from './svm.ts';

/** How much a logit counts beside a margin: found on held-out phrases. */
const SOFTMAX_SHARE = 0.2;

/** Few phrases need more passes to settle than many. */
const FEWEST_PASSES = 8;
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
  const passes = Math.max(
    FEWEST_PASSES,
    Math.min(MOST_PASSES, Math.round(ROWS_SEEN / Math.max(1, rows.length))),
  );
  const { packed, order } = packByFrequency(rows, features);
  const machines = trainSvm(packed, labels, classes, order.length, passes);
  const logits = trainSoftmax(packed, labels, classes, order.length, Math.ceil(passes / 2));
  const weights = new Float32Array((features + 1) * classes);
  for (let rank = 0; rank <= order.length; rank++) {
    const to = (order[rank] ?? features) * classes;
    const from = rank * classes;
    for (let k = 0; k < classes; k++)
      weights[to + k] = machines[from + k]! + SOFTMAX_SHARE * logits[from + k]!;
  }
  return weights;
}

/**
 * Numbers the features that occur anew, the most frequent first, and sorts every row by them: the weights that
 * training touches most then lie together in the processor's cache, which makes it several times faster.
 */
function packByFrequency(rows: readonly Row[], features: number): { packed: Row[]; order: Int32Array } {
  const counts = new Uint32Array(features);
  for (const { ids } of rows) for (const id of ids) counts[id]!++;
  const order = Int32Array.from(counts.keys().filter((id) => counts[id]! > 0));
  order.sort((a, b) => counts[b]! - counts[a]! || a - b);
  const rank = new Int32Array(features);
  order.forEach((id, at) => {
    rank[id] = at;
  });
  const packed = rows.map(({ ids, values }) => {
    const places = Int32Array.from(ids.keys().filter((at) => values[at]! > 0));
    places.sort((a, b) => rank[ids[a]!]! - rank[ids[b]!]!);
    return {
      ids: places.map((place) => rank[ids[place]!]!),
      values: Float32Array.from(places, (place) => values[place]!),
    };
  });
  return { packed, order };
}

// biome-ignore-all lint/style/noNonNullAssertion: parallel lists of the same length
import type { Evidence } from '../understood.ts';
import type { Features } from './features.ts';
import type { Counts, Row } from './rows.ts';

/** How many words are worth telling, and the least weight that counts as having decided anything. */
const MOST_WORDS = 5;
const LEAST_WEIGHT = 0.02;

/**
 * The words that spoke for a topic, heaviest first: the weight of every feature goes to the words it was seen in,
 * that of a pair half to each, so that people read words and not fragments.
 */
export function explain(
  words: readonly string[],
  features: Features,
  { times, places }: Counts,
  row: Row,
  weightOf: (id: number) => number,
): Evidence['words'] {
  const credit = words.map(() => 0);
  places.forEach((place, at) => {
    if (place < 0) return;
    const half = (row.values[place]! * weightOf(row.ids[place]!)) / times[place]! / 2;
    credit[features.first[at]!]! += half;
    credit[features.second[at]!]! += half;
  });

  const weights = new Map<string, number>();
  words.forEach((word, at) => {
    const text = word.toLowerCase();
    weights.set(text, (weights.get(text) ?? 0) + credit[at]!);
  });
  return [...weights]
    .filter(([, weight]) => weight >= LEAST_WEIGHT)
    .sort(([, a], [, b]) => b - a)
    .slice(0, MOST_WORDS)
    .map(([text, weight]) => ({ text, weight: Math.round(weight * 1000) / 1000 }));
}

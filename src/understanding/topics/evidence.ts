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
  const credit = new Float64Array(words.length);
  for (let at = 0; at < places.length; at++) {
    const place = places[at]!;
    if (place < 0) continue;
    const half = (row.values[place]! * weightOf(row.ids[place]!)) / times[place]! / 2;
    credit[features.first[at]!]! += half;
    credit[features.second[at]!]! += half;
  }

  const found: Evidence['words'] = [];
  for (let at = 0; at < words.length; at++) {
    const text = words[at]!.toLowerCase();
    const same = found.find((word) => word.text === text);
    if (same) same.weight += credit[at]!;
    else found.push({ text, weight: credit[at]! });
  }
  return found
    .filter(({ weight }) => weight >= LEAST_WEIGHT)
    .sort((a, b) => b.weight - a.weight)
    .slice(0, MOST_WORDS)
    .map(({ text, weight }) => ({ text, weight: Math.round(weight * 1000) / 1000 }));
}

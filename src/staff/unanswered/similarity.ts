import { setImmediate } from 'node:timers/promises';
import type { Locale } from '../../locale.ts';
import { clean, wordsOf } from '../../understanding/text/clean.ts';
import { createStemmer } from '../../understanding/text/stems.ts';
import { featuresOf } from '../../understanding/topics/features.ts';

/** A text as the classifier sees it: its features and their weights, side by side. */
export interface Vector {
  keys: number[];
  weights: number[];
}

/** Texts read in one go before the event loop gets its turn. */
const AT_ONCE = 20;

/** The features of texts of one language, weighed by how telling each is among these texts; all of length 1. */
export async function vectorsOf(texts: string[], locale: Locale): Promise<Vector[]> {
  const stem = createStemmer(locale);
  const counted: Map<number, number>[] = [];
  const seen = new Map<number, number>();
  for (const [at, text] of texts.entries()) {
    if (at % AT_ONCE === 0) await setImmediate();
    const counts = count(featuresOf(wordsOf(clean(text)).folded.map(stem)));
    for (const key of counts.keys()) seen.set(key, (seen.get(key) ?? 0) + 1);
    counted.push(counts);
  }
  const idf = new Map<number, number>();
  for (const [key, times] of seen) idf.set(key, Math.log((1 + texts.length) / (1 + times)) + 1);
  const vectors: Vector[] = [];
  for (const [at, counts] of counted.entries()) {
    if (at % AT_ONCE === 0) await setImmediate();
    vectors.push(weigh(counts, idf));
  }
  return vectors;
}

function count({ keys, weights }: ReturnType<typeof featuresOf>): Map<number, number> {
  const counts = new Map<number, number>();
  keys.forEach((key, at) => {
    counts.set(key, (counts.get(key) ?? 0) + (weights[at] ?? 0));
  });
  return counts;
}

function weigh(counts: Map<number, number>, idf: Map<number, number>): Vector {
  const vector: Vector = { keys: [], weights: [] };
  let squares = 0;
  for (const [key, counted] of counts) {
    const weight = counted * (idf.get(key) ?? 0);
    vector.keys.push(key);
    vector.weights.push(weight);
    squares += weight * weight;
  }
  const length = Math.sqrt(squares);
  return length === 0 ? vector : { ...vector, weights: vector.weights.map((weight) => weight / length) };
}

/** Vectors that are looked through for the one most like another. */
export function createNeighbours() {
  /** Feature → which vectors have it, and their weights, side by side. */
  const holders = new Map<number, { places: number[]; weights: number[] }>();
  let size = 0;
  return {
    /** The position of the nearest vector added so far and its cosine, 0 to 1. */
    nearest({ keys, weights }: Vector): { at: number; similarity: number } {
      const sums = new Float64Array(size);
      keys.forEach((key, at) => {
        const held = holders.get(key);
        const weight = weights[at] ?? 0;
        held?.places.forEach((place, index) => {
          sums[place] = (sums[place] ?? 0) + weight * (held.weights[index] ?? 0);
        });
      });
      let best = { at: -1, similarity: 0 };
      sums.forEach((similarity, at) => {
        if (similarity > best.similarity) best = { at, similarity };
      });
      return best;
    },
    add({ keys, weights }: Vector): void {
      keys.forEach((key, at) => {
        const held = holders.get(key) ?? { places: [], weights: [] };
        held.places.push(size);
        held.weights.push(weights[at] ?? 0);
        holders.set(key, held);
      });
      size += 1;
    },
  };
}

import { setImmediate } from 'node:timers/promises';
import type { Locale } from '../../locale.ts';
import { clean, wordsOf } from '../../understanding/text/clean.ts';
import { createStemmer } from '../../understanding/text/stems.ts';
import { featuresOf } from '../../understanding/topics/features.ts';

/** A text as the classifier sees it: feature → weight. */
export type Vector = Map<number, number>;

/** Texts read in one go before the event loop gets its turn. */
const AT_ONCE = 50;

/** The features of texts of one language, weighed by how telling each is among these texts; all of length 1. */
export async function vectorsOf(texts: string[], locale: Locale): Promise<Vector[]> {
  const stem = createStemmer(locale);
  const counted: Vector[] = [];
  for (const [at, text] of texts.entries()) {
    if (at % AT_ONCE === 0) await setImmediate();
    counted.push(count(featuresOf(wordsOf(clean(text)).folded.map(stem))));
  }
  const seen = new Map<number, number>();
  for (const vector of counted) for (const key of vector.keys()) seen.set(key, (seen.get(key) ?? 0) + 1);
  const idf = (key: number) => Math.log((1 + texts.length) / (1 + (seen.get(key) ?? 0))) + 1;
  return counted.map((vector) =>
    toUnit(new Map([...vector].map(([key, weight]) => [key, weight * idf(key)]))),
  );
}

function count({ keys, weights }: ReturnType<typeof featuresOf>): Vector {
  const vector: Vector = new Map();
  keys.forEach((key, at) => {
    vector.set(key, (vector.get(key) ?? 0) + (weights[at] ?? 0));
  });
  return vector;
}

function toUnit(vector: Vector): Vector {
  const length = Math.hypot(...vector.values());
  return length === 0 ? vector : new Map([...vector].map(([key, weight]) => [key, weight / length]));
}

/** Vectors that are looked through for the one most like another. */
export function createNeighbours() {
  const holders = new Map<number, { at: number; weight: number }[]>();
  let size = 0;
  return {
    /** The position of the nearest vector added so far and its cosine, 0 to 1. */
    nearest(vector: Vector): { at: number; similarity: number } {
      const sums = new Float64Array(size);
      for (const [key, weight] of vector)
        for (const holder of holders.get(key) ?? [])
          sums[holder.at] = (sums[holder.at] ?? 0) + weight * holder.weight;
      let best = { at: -1, similarity: 0 };
      sums.forEach((similarity, at) => {
        if (similarity > best.similarity) best = { at, similarity };
      });
      return best;
    },
    add(vector: Vector): void {
      for (const [key, weight] of vector) {
        const list = holders.get(key);
        if (list) list.push({ at: size, weight });
        else holders.set(key, [{ at: size, weight }]);
      }
      size += 1;
    },
  };
}

// biome-ignore-all lint/style/noNonNullAssertion: positions in typed arrays that were just measured
import { findSorted } from '../text/hash.ts';
import type { Features } from './features.ts';

/** A text as the classifier sees it: feature ids and their weights, of length 1 as a vector. */
export interface Row {
  ids: Int32Array;
  values: Float32Array;
}

/** Feature ids are positions in `keys`, ascending; `idf` says how telling each is, 0 for one to leave out. */
export interface Vocabulary {
  keys: Uint32Array;
  idf: Float32Array;
  /** 1 for a feature that a topic has, 0 for one that only lines of no topic have. */
  inTopics: Uint8Array;
  /** The idf of a feature that one text alone has. */
  rarest: number;
}

/** What a text has of a vocabulary, counted: ids with how often and how weighty, before any idf. */
export interface Counts {
  ids: Int32Array;
  /** Sublinear term frequency times the weight of the feature's kind. */
  weights: Float32Array;
}

export function countFeatures(features: Features, keys: Uint32Array): Counts {
  const counts = new Map<number, { times: number; weight: number }>();
  features.keys.forEach((key, at) => {
    const id = findSorted(keys, key);
    if (id < 0) return;
    const known = counts.get(id);
    if (known) known.times++;
    else counts.set(id, { times: 1, weight: features.weights[at] ?? 0 });
  });
  const ids = new Int32Array(counts.size);
  const weights = new Float32Array(counts.size);
  let at = 0;
  for (const [id, { times, weight }] of counts) {
    ids[at] = id;
    weights[at++] = weight * (1 + Math.log(times));
  }
  return { ids, weights };
}

/** Smoothed inverse document frequency of every feature in some of the texts; 0 where none of them has it. */
export function weighVocabulary(
  keys: Uint32Array,
  texts: readonly Counts[],
  isOfTopic: (text: number) => boolean,
): Vocabulary {
  const seen = new Uint32Array(keys.length);
  const inTopics = new Uint8Array(keys.length);
  texts.forEach(({ ids }, text) => {
    const ofTopic = isOfTopic(text);
    for (const id of ids) {
      seen[id]!++;
      if (ofTopic) inTopics[id] = 1;
    }
  });
  const weigh = (times: number): number => Math.log((1 + texts.length) / (1 + times)) + 1;
  const idf = Float32Array.from(seen, (times) => (times === 0 ? 0 : weigh(times)));
  return { keys, idf, inTopics, rarest: weigh(1) };
}

export function toRow({ ids, weights }: Counts, idf: Float32Array): Row {
  const values = new Float32Array(ids.length);
  let squares = 0;
  for (let at = 0; at < ids.length; at++) {
    const value = weights[at]! * idf[ids[at]!]!;
    values[at] = value;
    squares += value * value;
  }
  const scale = squares > 0 ? 1 / Math.sqrt(squares) : 0;
  for (let at = 0; at < values.length; at++) values[at]! *= scale;
  return { ids, values };
}

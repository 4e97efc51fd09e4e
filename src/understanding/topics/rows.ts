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
  /** How often the text has each. */
  times: number[];
  /** For every feature of the text its place among the ids; -1 for one that the vocabulary lacks. */
  places: number[];
}

/** Counts what texts have of a vocabulary, one after the other. */
export function createCounter(keys: Uint32Array): (features: Features) => Counts {
  /** For every feature of the vocabulary its place in the text at hand, from 1; all 0 between two texts. */
  const seen = new Uint16Array(keys.length);
  return (features) => {
    const places: number[] = [];
    const ids: number[] = [];
    const times: number[] = [];
    const kinds: number[] = [];
    for (let at = 0; at < features.keys.length; at++) {
      const id = findSorted(keys, features.keys[at]!);
      if (id < 0) {
        places.push(-1);
        continue;
      }
      const place = seen[id]! - 1;
      if (place >= 0) {
        places.push(place);
        times[place]!++;
      } else {
        seen[id] = ids.length + 1;
        places.push(ids.length);
        ids.push(id);
        times.push(1);
        kinds.push(features.weights[at]!);
      }
    }
    const weights = new Float32Array(ids.length);
    for (let at = 0; at < ids.length; at++) {
      weights[at] = kinds[at]! * (1 + Math.log(times[at]!));
      seen[ids[at]!] = 0;
    }
    return { ids: new Int32Array(ids), weights, times, places };
  };
}

/** Every key of some texts once, ascending. */
export function distinctKeys(texts: readonly Features[]): Uint32Array {
  const all = new Uint32Array(texts.reduce((sum, { keys }) => sum + keys.length, 0));
  let end = 0;
  for (const { keys } of texts) {
    all.set(keys, end);
    end += keys.length;
  }
  all.sort();
  let count = 0;
  for (let at = 0; at < all.length; at++) {
    if (at === 0 || all[at] !== all[at - 1]) all[count++] = all[at]!;
  }
  return all.slice(0, count);
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

export function toRow({ ids, weights }: Pick<Counts, 'ids' | 'weights'>, idf: Float32Array): Row {
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

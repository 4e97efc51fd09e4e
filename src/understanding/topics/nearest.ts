// biome-ignore-all lint/style/noNonNullAssertion: positions in typed arrays that were just measured
import type { Row } from './rows.ts';

/** Which phrases have which feature, and how much of it: the phrases as columns (compressed sparse columns). */
export interface PhraseIndex {
  starts: Uint32Array;
  phrases: Uint16Array;
  values: Float32Array;
}

/** A feature that more than this share of the phrases have tells nothing about nearness and costs most time. */
const TOO_COMMON = 0.1;

export function indexPhrases(rows: readonly Row[], features: number): PhraseIndex {
  const counts = new Uint32Array(features);
  for (const { ids } of rows) for (const id of ids) counts[id]!++;
  const limit = Math.max(20, rows.length * TOO_COMMON);
  const starts = new Uint32Array(features + 1);
  for (let id = 0; id < features; id++)
    starts[id + 1] = starts[id]! + (counts[id]! > limit ? 0 : counts[id]!);
  const phrases = new Uint16Array(starts[features]!);
  const values = new Float32Array(starts[features]!);
  const next = starts.slice();
  rows.forEach((row, phrase) => {
    row.ids.forEach((id, at) => {
      if (counts[id]! > limit) return;
      phrases[next[id]!] = phrase;
      values[next[id]!++] = row.values[at]!;
    });
  });
  return { starts, phrases, values };
}

/** The nearest phrase of each topic, by cosine similarity from 0 to 1, and the nearest of all, -1 if there is none. */
export interface Nearest {
  similarities: Float32Array;
  phrase: number;
  similarity: number;
}

/** Finds the nearest phrases among indexed ones; phrases of a label past the topics ("none") are passed over. */
export function createNearest(
  { starts, phrases, values }: PhraseIndex,
  labels: Uint16Array,
  topics: number,
): (row: Row) => Nearest {
  const all = new Float32Array(labels.length);
  const runs = runsOf(labels).filter(({ label }) => label < topics);
  return (row) => {
    all.fill(0);
    for (let at = 0; at < row.ids.length; at++) {
      const id = row.ids[at]!;
      const value = row.values[at]!;
      const end = starts[id + 1]!;
      for (let entry = starts[id]!; entry < end; entry++) all[phrases[entry]!]! += value * values[entry]!;
    }
    const similarities = new Float32Array(topics);
    let nearest = -1;
    let highest = 0;
    for (const { label, start, end } of runs) {
      let best = similarities[label]!;
      for (let phrase = start; phrase < end; phrase++) {
        const similarity = all[phrase]!;
        if (similarity <= best) continue;
        best = similarity;
        if (best > highest) {
          nearest = phrase;
          highest = best;
        }
      }
      similarities[label] = best;
    }
    return { similarities, phrase: nearest, similarity: highest };
  };
}

/** Phrases of one label that stand side by side; training keeps those of a topic together. */
function runsOf(labels: Uint16Array): { label: number; start: number; end: number }[] {
  const runs: { label: number; start: number; end: number }[] = [];
  labels.forEach((label, phrase) => {
    const last = runs.at(-1);
    if (last?.label === label) last.end = phrase + 1;
    else runs.push({ label, start: phrase, end: phrase + 1 });
  });
  return runs;
}

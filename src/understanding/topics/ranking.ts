// biome-ignore-all lint/style/noNonNullAssertion: one score and one similarity for each topic
import type { Signs } from './calibration.ts';

/** How many topics are ever offered. */
export const BEST = 3;

/** How sharply the softmax tells scores apart. */
const SHARPNESS = 4;

/** What the classifier knows of one text before it is judged. */
export interface Measured {
  /** One for each topic, then one for "none" where it was trained. */
  scores: Float32Array;
  /** Cosine similarity with the nearest phrase, one for each topic. */
  similarities: Float32Array;
  knownShare: number;
  strange: number;
  words: number;
}

/** The best topics by score, best first, each with the signs that tell whether it is right. */
export function rank({
  scores,
  similarities,
  knownShare,
  strange,
  words,
}: Measured): { topic: number; signs: Signs }[] {
  const best = highest(scores, similarities.length, BEST);
  let top = Number.NEGATIVE_INFINITY;
  for (let at = 0; at < scores.length; at++) if (scores[at]! > top) top = scores[at]!;
  let total = 0;
  for (let at = 0; at < scores.length; at++) total += Math.exp(SHARPNESS * (scores[at]! - top));
  return best.map((topic) => {
    const score = scores[topic]!;
    return {
      topic,
      signs: {
        score,
        margin: score - bestOther(scores, topic),
        none: scores[similarities.length] ?? -1,
        share: Math.exp(SHARPNESS * (score - top)) / total,
        similarity: similarities[topic]!,
        lead: similarities[topic]! - bestOther(similarities, topic),
        knownShare,
        strange,
        words,
      },
    };
  });
}

/** The first of equals goes first. */
function highest(scores: Float32Array, among: number, count: number): number[] {
  const best: number[] = [];
  for (let topic = 0; topic < among; topic++) {
    let place = best.length;
    while (place > 0 && scores[topic]! > scores[best[place - 1]!]!) place--;
    if (place >= count) continue;
    best.splice(place, 0, topic);
    best.length = Math.min(best.length, count);
  }
  return best;
}

function bestOther(values: Float32Array, topic: number): number {
  let best = -1;
  for (let at = 0; at < values.length; at++) if (at !== topic && values[at]! > best) best = values[at]!;
  return best;
}

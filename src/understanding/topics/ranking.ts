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
  const top = scores.reduce((most, score) => Math.max(most, score), Number.NEGATIVE_INFINITY);
  const total = scores.reduce((sum, score) => sum + Math.exp(SHARPNESS * (score - top)), 0);
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

function highest(scores: Float32Array, among: number, count: number): number[] {
  return Array.from({ length: among }, (_, topic) => topic)
    .sort((a, b) => scores[b]! - scores[a]! || a - b)
    .slice(0, count);
}

function bestOther(values: Float32Array, topic: number): number {
  let best = -1;
  values.forEach((value, at) => {
    if (at !== topic && value > best) best = value;
  });
  return best;
}

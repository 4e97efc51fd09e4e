// biome-ignore-all lint/style/noNonNullAssertion: vectors of one fixed length

/** What tells whether a candidate is right. */
export interface Signs {
  /** Of the candidate, from the linear model: about 1 for a clear case, -1 for none. */
  score: number;
  /** Its score less the best other. */
  margin: number;
  /** Its share of all scores, as a softmax. */
  share: number;
  /** Score of "belongs to no topic"; -1 where that was not trained. */
  none: number;
  /** Cosine similarity with the nearest phrase of the topic. */
  similarity: number;
  /** That similarity less the best of other topics. */
  lead: number;
  /** Share of the words that the phrases know. */
  knownShare: number;
  /** How many words no topic has. */
  strange: number;
  words: number;
}

/** Weights of a logistic regression over the signs. */
export type Calibration = number[];

/** Scores are squashed, so that one loud word in a strange sentence does not pass for certainty. */
function toVector(signs: Signs): number[] {
  const { score, margin, share, none, similarity, lead, knownShare, strange, words } = signs;
  const bounded = Math.min(Math.max(share, 1e-4), 1 - 1e-4);
  return [
    1,
    Math.tanh(score),
    Math.tanh(margin),
    Math.log(bounded / (1 - bounded)),
    Math.tanh(none),
    score - none,
    similarity,
    lead,
    knownShare,
    Math.log(1 + words),
    Math.log(1 + strange),
    strange / Math.max(1, words),
    similarity * knownShare,
    Math.tanh(margin) * knownShare,
  ];
}

const logistic = (value: number): number => 1 / (1 + Math.exp(-value));

/** The probability that the candidate is what was meant. */
export function confidenceOf(calibration: Calibration, signs: Signs): number {
  return logistic(toVector(signs).reduce((sum, value, at) => sum + value * (calibration[at] ?? 0), 0));
}

const ROUNDS = 25;
const RIDGE = 1;

/** A candidate whose truth is known; `weight` is how many such it stands for. */
export interface Sample {
  signs: Signs;
  right: boolean;
  weight: number;
}

/** Fits by Newton's method. */
export function fitCalibration(samples: readonly Sample[]): Calibration {
  const vectors = samples.map(({ signs }) => toVector(signs));
  const size = vectors[0]?.length ?? 0;
  let weights: number[] = new Array(size).fill(0);
  for (let round = 0; round < ROUNDS; round++) {
    const gradient = weights.map((weight) => -RIDGE * weight);
    const curvature = weights.map((_, row) => weights.map((_, column) => (row === column ? RIDGE : 0)));
    vectors.forEach((vector, at) => {
      const { right, weight: stands } = samples[at]!;
      const guess = logistic(vector.reduce((sum, value, i) => sum + value * weights[i]!, 0));
      const error = stands * ((right ? 1 : 0) - guess);
      const spread = stands * guess * (1 - guess);
      for (let i = 0; i < size; i++) {
        gradient[i]! += error * vector[i]!;
        for (let j = 0; j < size; j++) curvature[i]![j]! += spread * vector[i]! * vector[j]!;
      }
    });
    const step = solve(curvature, gradient);
    weights = weights.map((weight, at) => weight + step[at]!);
    if (step.every((move) => Math.abs(move) < 1e-6)) break;
  }
  return weights;
}

/** Solves a small symmetric positive definite system by elimination. */
function solve(matrix: number[][], right: number[]): number[] {
  const rows = matrix.map((row, at) => [...row, right[at]!]);
  const size = rows.length;
  for (let pivot = 0; pivot < size; pivot++) {
    for (let row = pivot + 1; row < size; row++) {
      const factor = rows[row]![pivot]! / rows[pivot]![pivot]!;
      for (let column = pivot; column <= size; column++)
        rows[row]![column]! -= factor * rows[pivot]![column]!;
    }
  }
  const solution: number[] = new Array(size).fill(0);
  for (let row = size - 1; row >= 0; row--) {
    let rest = rows[row]![size]!;
    for (let column = row + 1; column < size; column++) rest -= rows[row]![column]! * solution[column]!;
    solution[row] = rest / rows[row]![row]!;
  }
  return solution;
}

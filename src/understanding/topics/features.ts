import { finishHash, hashText, hashUnit } from '../text/hash.ts';

/** Kinds of features; each hashes from its own seed, so that "of" the word is not "of" the letters. */
const SEEDS = {
  word: hashText('word'),
  pair: hashText('pair'),
  skip: hashText('skip'),
  letters: hashText('letters'),
};

/** How much a feature of each kind counts beside the others: tuned by cross-validation. */
const WEIGHTS = { word: 1.5, pair: 1, skip: 0.3 };
/** The same of letter runs, by their length. Runs of three and of five add nothing to those of two and four. */
const RUN_WEIGHTS = [0, 0, 1.2, 0, 1];

const LONGEST_RUN = RUN_WEIGHTS.length - 1;
const SKIP = 3;
const SPACE = 32;

/**
 * The features of one text, as parallel lists with repeats: the key, the weight of its kind, and the words
 * (by index) it was seen in, which are the same but for pairs.
 */
export interface Features {
  keys: number[];
  weights: number[];
  first: number[];
  second: number[];
}

export const wordKey = (stem: string): number => finishHash(hashText(stem, SEEDS.word));

export function pairKey(left: string, right: string): number {
  return finishHash(hashText(right, hashUnit(hashText(left, SEEDS.pair), SPACE)));
}

function skipKey(left: string, right: string): number {
  return finishHash(hashText(right, hashUnit(hashText(left, SEEDS.skip), SPACE)));
}

/** Stems, neighbouring pairs (the ends of the text included), pairs further apart, and letters within stems. */
export function featuresOf(stems: readonly string[]): Features {
  const features: Features = { keys: [], weights: [], first: [], second: [] };
  const add = (key: number, weight: number, first: number, second = first): void => {
    features.keys.push(key);
    features.weights.push(weight);
    features.first.push(first);
    features.second.push(second);
  };
  const last = stems.length - 1;
  stems.forEach((stem, at) => {
    add(wordKey(stem), WEIGHTS.word, at);
    if (at === 0) add(pairKey('^', stem), WEIGHTS.pair, at);
    add(pairKey(stem, stems[at + 1] ?? '$'), WEIGHTS.pair, at, Math.min(at + 1, last));
    for (let reach = 2; reach <= SKIP && at + reach <= last; reach++) {
      add(skipKey(stem, stems[at + reach] ?? ''), WEIGHTS.skip, at, at + reach);
    }
    addLetters(stem, (key, weight) => add(key, weight, at));
  });
  return features;
}

/** Runs of two and of four letters of " stem ", the spaces marking where a word begins and ends. */
function addLetters(stem: string, add: (key: number, weight: number) => void): void {
  const text = ` ${stem} `;
  const longest = Math.min(LONGEST_RUN, text.length);
  for (let from = 0; from < text.length; from++) {
    let hash = SEEDS.letters;
    for (let length = 1; length <= longest && from + length <= text.length; length++) {
      hash = hashUnit(hash, text.charCodeAt(from + length - 1));
      const weight = RUN_WEIGHTS[length] ?? 0;
      if (weight > 0) add(finishHash(hash), weight);
    }
  }
}

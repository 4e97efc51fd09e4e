import type { Locale } from '../locale.ts';
import { LEXICON, startsWith } from './lexicon.ts';
import { spellOut, wordsOf } from './text/clean.ts';
import type { Classified, Classifier } from './topics/model.ts';
import type { Candidate } from './understood.ts';
import { zoneOf } from './zones.ts';

/** Each half of a double question must be surer than a question asked alone: halves are easily misread. */
const SURE_OF_HALF = 0.75;
/** Up to this many words, "costs and insurance?" may ask two things without a verb. */
const TERSE = 4;
/** Ways to split one message that are worth trying. */
const MOST_SPLITS = 4;
/** Pleasantries around a question are no question of their own. */
const PLEASANTRIES = new Set([
  'greeting',
  'thanks',
  'goodbye',
  'compliment',
  'insult',
  'cancel',
  'skip',
  'restart',
  'back',
  'more',
  'repeat',
  'change-language',
]);

/**
 * The questions that a message asks, in its order: two when it falls into two parts that are each sure and differ,
 * else the one topic of the whole when that is sure, else none.
 */
export function findQuestions(
  text: string,
  locale: Locale,
  whole: Classified,
  classify: Classifier,
): Candidate[] {
  for (const [left, right] of splits(text, locale).slice(0, MOST_SPLITS)) {
    const first = sureHalf(left, classify);
    const second = first && sureHalf(right, classify);
    if (first && second && first.topic !== second.topic && isWorthTwo(whole, first, second))
      return [first, second];
  }
  return zoneOf(whole.candidates) === 'answer' ? whole.candidates.slice(0, 1) : [];
}

function sureHalf(part: string, classify: Classifier): Candidate | undefined {
  const best = classify(part).candidates[0];
  return best && best.confidence >= SURE_OF_HALF && !PLEASANTRIES.has(best.topic) ? best : undefined;
}

/** A message read whole as a third thing is one question, whatever its halves seem to say. */
function isWorthTwo({ candidates }: Classified, first: Candidate, second: Candidate): boolean {
  const [best] = candidates;
  return !best || zoneOf([best]) !== 'answer' || best.topic === first.topic || best.topic === second.topic;
}

/** The ways to read a text as two questions: by its question marks, else at a word that joins two clauses. */
function splits(text: string, locale: Locale): [string, string][] {
  const sentences = text
    .split(/(?<=[?!.;\n])\s+|\n+/)
    .map((part) => part.trim())
    .filter((part) => /\p{L}/u.test(part));
  const asked = sentences.filter((sentence) => sentence.endsWith('?'));
  if (asked.length >= 2) return [[asked[0] ?? '', asked.slice(1).join(' ')]];
  return joints(text, locale);
}

function joints(message: string, locale: Locale): [string, string][] {
  const { and, openers } = LEXICON[locale];
  const text = spellOut(message);
  const { folded, starts } = wordsOf(text);
  const maySayTwoNouns = folded.length <= TERSE && startsWith(folded, openers) === 0;
  const found: [string, string][] = [];
  for (let at = 1; at < folded.length; at++) {
    const left = text.slice(0, starts[at]);
    const joint = startsWith(folded.slice(at, at + 3), and);
    if (joint === 0 && !/,\s*$/.test(left)) continue;
    const right = folded.slice(at + joint);
    const asks = right.length >= 2 && startsWith(right.slice(0, 3), openers) > 0;
    if (asks || (maySayTwoNouns && joint > 0 && right.length > 0))
      found.push([left, text.slice(starts[at + joint])]);
  }
  return found;
}

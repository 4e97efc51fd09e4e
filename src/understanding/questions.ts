import type { Locale } from '../locale.ts';
import { LEXICON, startsWith } from './lexicon.ts';
import { spellOut, type Words } from './text/clean.ts';
import type { Classified, Classifier } from './topics/model.ts';
import type { Candidate } from './understood.ts';
import { zoneOf } from './zones.ts';

/** Each half of a double question must be surer than a question asked alone: halves are easily misread. */
const SURE_OF_HALF = 0.75;
/** Up to this many words, "costs and insurance?" may ask two things without a verb. */
const TERSE = 4;
/** Words that join two questions, or begin the second, are looked for among so many. */
const LONGEST_JOINT = 3;
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
  'resume',
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
  words: Words,
  locale: Locale,
  whole: Classified,
  classify: Classifier,
): Candidate[] {
  for (const [left, right] of splits(text, words, locale).slice(0, MOST_SPLITS)) {
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
function splits(text: string, words: Words, locale: Locale): [string, string][] {
  const sentences = text
    .split(/(?<=[?!.;\n])\s+|\n+/)
    .map((part) => part.trim())
    .filter((part) => /\p{L}/u.test(part));
  const asked = sentences.filter((sentence) => sentence.endsWith('?'));
  if (asked.length >= 2) return [[asked[0] ?? '', asked.slice(1).join(' ')]];
  return joints(text, words, locale);
}

function joints(message: string, { folded, starts }: Words, locale: Locale): [string, string][] {
  const { and, openers } = LEXICON[locale];
  const text = spellOut(message);
  const maySayTwoNouns = folded.length <= TERSE && startsWith(folded, openers) === 0;
  const found: [string, string][] = [];
  for (let at = 1; at < folded.length; at++) {
    const joint = startsWith(folded, and, at, LONGEST_JOINT);
    const left = text.slice(0, starts[at]);
    if (joint === 0 && !/,\s*$/.test(left)) continue;
    const right = at + joint;
    const asks = folded.length - right >= 2 && startsWith(folded, openers, right, LONGEST_JOINT) > 0;
    if (asks || (maySayTwoNouns && joint > 0 && right < folded.length))
      found.push([left, text.slice(starts[right])]);
  }
  return found;
}

import type { Locale } from '../locale.ts';
import { LEXICON, startsWith } from './lexicon.ts';
import { spellOut, type Words } from './text/clean.ts';
import type { Classified, Classifier } from './topics/model.ts';
import type { Candidate } from './understood.ts';
import { ANSWER_FROM, zoneOf } from './zones.ts';

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
 * The questions that a message asks, in its order: several when it falls into parts that are each sure and differ,
 * else the one topic of the whole when that is sure, else none.
 */
export function findQuestions(
  text: string,
  words: Words,
  locale: Locale,
  whole: Classified,
  classify: Classifier,
): Candidate[] {
  const row = inARow(text, words, locale, whole, classify);
  if (row) return row;
  for (const [left, right] of splits(text, words, locale).slice(0, MOST_SPLITS)) {
    const first = sureHalf(left, classify);
    const second = first && sureHalf(right, classify);
    if (first && second && first.topic !== second.topic && isWorthTwo(whole, first, second))
      return [first, second];
  }
  return zoneOf(whole.candidates) === 'answer' ? whole.candidates.slice(0, 1) : [];
}

/** "Is it paid, how long is it and where?": three in a row are hardly misread, so that each may be less sure. */
function inARow(
  message: string,
  words: Words,
  locale: Locale,
  { candidates: [best] }: Classified,
  classify: Classifier,
): Candidate[] | undefined {
  const cuts = joints(message, words, locale);
  if (cuts.length < 2 || cuts.length > MOST_SPLITS) return undefined;
  const text = spellOut(message);
  const found: Candidate[] = [];
  for (const [index, end] of [...cuts.map(({ left }) => left), text.length].entries()) {
    const asked = sureHalf(text.slice(cuts[index - 1]?.right ?? 0, end), classify, ANSWER_FROM);
    if (!asked || found.some(({ topic }) => topic === asked.topic)) return undefined;
    found.push(asked);
  }
  const isOne = best && zoneOf([best]) === 'answer' && !found.some(({ topic }) => topic === best.topic);
  return isOne ? undefined : found;
}

function sureHalf(part: string, classify: Classifier, sure = SURE_OF_HALF): Candidate | undefined {
  const best = classify(part).candidates[0];
  return best && best.confidence >= sure && !PLEASANTRIES.has(best.topic) ? best : undefined;
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
  const spelt = spellOut(text);
  return joints(text, words, locale).map(({ left, right }) => [spelt.slice(0, left), spelt.slice(right)]);
}

/** Where a clause ends and the next one, which asks, begins: places in the spelt-out text. */
interface Joint {
  left: number;
  right: number;
}

function joints(message: string, { folded, starts }: Words, locale: Locale): Joint[] {
  const { and, openers, where } = LEXICON[locale];
  const text = spellOut(message);
  const maySayTwoNouns = folded.length <= TERSE && startsWith(folded, openers) === 0;
  const found: Joint[] = [];
  for (let at = 1; at < folded.length; at++) {
    const joint = startsWith(folded, and, at, LONGEST_JOINT);
    const left = starts[at] ?? 0;
    if (joint === 0 && !/,\s*$/.test(text.slice(0, left))) continue;
    const right = at + joint;
    const asks = folded.length - right >= 2 && startsWith(folded, openers, right, LONGEST_JOINT) > 0;
    const asksWhere = joint > 0 && startsWith(folded, where, right) > 0;
    if (asks || asksWhere || (maySayTwoNouns && joint > 0 && right < folded.length))
      found.push({ left, right: starts[right] ?? text.length });
  }
  return found;
}

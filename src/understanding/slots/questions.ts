import { gapAfter, type Reading } from './reading.ts';
import type { Cue, Vocabulary } from './vocabulary.ts';

/** The cues of a sentence by their first token. */
export type Cues = Map<number, { values: Cue[]; end: number }>;

/** A message of so few words is a fragment, which states what it names even as a question. */
const FRAGMENT = 4;

/** It is a question in which the visitor says nothing of themselves and looks for nothing. */
export function asksOnly(
  reading: Reading,
  vocabulary: Vocabulary,
  start: number,
  end: number,
  cues: Cues,
): boolean {
  const { grammar, talk, answers } = vocabulary;
  const hasMark = gapAfter(reading, end - 1).includes('?');
  const follow = grammar.follows.at(reading, start);
  const first = follow?.end ?? start;
  const isReply = [talk.anywhere, talk.anything, answers].some((book) => book.at(reading, start));
  const asks =
    grammar.asks.at(reading, first) ??
    grammar.asksWhat.at(reading, first) ??
    (hasMark ? grammar.asksWithMark.at(reading, first) : undefined);
  const denies = !hasMark && cues.get(first)?.values.includes('not');
  const opens = asks !== undefined && !isReply && !denies && !states(reading, vocabulary, first);
  if (!opens && !hasMark) return false;
  const said = new Set([...cues.values()].flatMap(({ values }) => values));
  if (said.has('need')) return true;
  if (said.has('self') || said.has('search')) return false;
  return opens || !(follow || isReply || end - start <= FRAGMENT);
}

/** It asks what, when, how or why, and looks for nothing. */
export function asksWhat(
  reading: Reading,
  vocabulary: Vocabulary,
  start: number,
  end: number,
  cues: Cues,
): boolean {
  const { grammar, answers } = vocabulary;
  const first = grammar.follows.at(reading, start)?.end ?? start;
  const asks = grammar.asksWhat.at(reading, first);
  if (!asks || first + 1 >= end || answers.at(reading, first) || states(reading, vocabulary, first))
    return false;
  return ![...cues.values()].some(({ values }) => values.includes('search'));
}

/** "como mucho un año", "could do six months": the word would ask, were it not for the one after it. */
const states = (reading: Reading, { time, grammar }: Vocabulary, at: number): boolean =>
  (time.atMostBefore.at(reading, at) ?? grammar.states.at(reading, at)) !== undefined;

import { gapAfter, isBreak } from './reading.ts';
import type { Scene } from './scene.ts';
import type { Vocabulary } from './vocabulary.ts';

/** Words found in a message: the first token and the one after the last. */
interface Stretch {
  start: number;
  end: number;
}

/** Nothing else stands in its part of the sentence: "Canadian", "yes, Canadian", "health or education". */
export function standsAlone(
  { reading, vocabulary }: Pick<Scene, 'reading' | 'vocabulary'>,
  { start, end }: Stretch,
): boolean {
  const { time, answers, talk } = vocabulary;
  const opens = [time.and, time.or, answers, talk.fillers].some((book) => book.before(reading, start));
  const closes = [time.and, time.or].some((book) => book.at(reading, end));
  const isFirst = start === 0 || isBreak(reading.tokens[start]?.gap ?? '') || opens;
  return isFirst && (end === reading.tokens.length || isBreak(gapAfter(reading, end - 1)) || closes);
}

/** One of the small words stands right before. */
export function isAfter(
  { reading, vocabulary }: Pick<Scene, 'reading' | 'vocabulary'>,
  { start }: Stretch,
  ...words: (keyof Vocabulary['grammar'])[]
): boolean {
  return words.some((word) => vocabulary.grammar[word].before(reading, start) !== undefined);
}

import type { Locale } from '../locale.ts';
import { LEXICON, startsWith } from './lexicon.ts';
import { spellOut, type Words, wordsOf } from './text/clean.ts';
import type { Classified, Classifier } from './topics/model.ts';
import { CLARIFY_FROM } from './zones.ts';

const GREETING = 'greeting';
/** Words of a greeting that are looked at. */
const LONGEST_GREETING = 4;
/** As many words may follow a greeting and still be part of it. */
const AFTERWORDS = 2;

/**
 * What a message is about past the greeting that it opens with: "hello, how long is it?" is no greeting. A message
 * that is nothing but a greeting, or says nothing understandable after it, is taken whole.
 */
export function classifyPoint(text: string, words: Words, locale: Locale, classify: Classifier): Classified {
  const point = pastGreeting(text, words, locale);
  const rest = point === '' ? undefined : classify(point);
  const best = rest?.candidates[0];
  const whole = classify(text, words);
  if (!rest || !best || best.topic === GREETING || best.confidence < CLARIFY_FROM) return whole;
  // "Hello again", "hola de nuevo": a word or two that belong to the greeting are no point of their own.
  const isAllGreeting = whole.candidates[0]?.topic === GREETING && wordsOf(point).folded.length <= AFTERWORDS;
  return isAllGreeting ? whole : rest;
}

/** Empty when there is no greeting or nothing after it. */
function pastGreeting(text: string, { folded, starts }: Words, locale: Locale): string {
  const greeting = startsWith(folded, LEXICON[locale].greetings, 0, LONGEST_GREETING);
  return greeting === 0 || greeting === folded.length ? '' : spellOut(text).slice(starts[greeting]);
}

import type { Locale } from '../locale.ts';
import { LEXICON, startsWith } from './lexicon.ts';
import type { Words } from './text/clean.ts';
import { BEST } from './topics/ranking.ts';
import type { Candidate } from './understood.ts';
import { ANSWER_FROM } from './zones.ts';

/** A follow-up is short: what it leaves out was said before. */
const LONGEST = 7;
/** Words of an amount: "2 years". */
const AMOUNT = 2;
/** How sure it is that a message that leans on the one before means the same topic. */
const LEANS = 0.7;
/** Topics whose result has reasons that a visitor may ask for with a bare "why?". */
const REASONED = new Set(['eligibility', 'find-mandate', 'more', 'explain']);
/** What a follow-up names only to say where: "and in Haiti?" asks again what was asked before, of Haiti. */
const PLACES = 'countries';

/**
 * Reads a message in the light of the topic answered last: a bare "why?" asks for the reasons of a result, and
 * "and in Haiti?" or "what about two people?", which name no topic of their own, stay with that topic.
 */
export function leanOn(
  previousTopic: string | undefined,
  { folded }: Words,
  locale: Locale,
  own: Candidate[],
): Candidate[] {
  if (previousTopic === undefined) return own;
  const { leaning, where, why } = LEXICON[locale];
  const phrase = folded.join(' ');
  if (why.includes(phrase)) {
    const reason = { topic: 'explain', confidence: REASONED.has(previousTopic) ? 0.9 : ANSWER_FROM - 0.1 };
    return ahead([reason, { topic: previousTopic, confidence: ANSWER_FROM - 0.2 }], own);
  }
  const lead = startsWith(folded, leaning);
  if (lead === 0 || folded.length > LONGEST || folded.length === lead) return own;
  if (startsWith(folded, where, lead) > 0) return own;
  const [best] = own;
  // "And 2 years?" asks again what was asked before: an amount by itself names no topic.
  const isAmount = folded.length === lead + AMOUNT && /^\d+$/.test(folded[lead] ?? '');
  if (isAmount) return ahead([{ topic: previousTopic, confidence: LEANS }], own);
  const namesTopic = best !== undefined && best.confidence >= ANSWER_FROM && best.topic !== PLACES;
  return namesTopic ? own : ahead([{ topic: previousTopic, confidence: LEANS }], own);
}

/** The first candidates, then the others that they leave room for, none above them. */
function ahead(first: Candidate[], others: Candidate[]): Candidate[] {
  const named = new Set(first.map(({ topic }) => topic));
  const limit = Math.min(...first.map(({ confidence }) => confidence));
  const rest = others
    .filter(({ topic }) => !named.has(topic))
    .map(({ topic, confidence }) => ({ topic, confidence: Math.min(confidence, limit) }));
  return [...first, ...rest].slice(0, BEST);
}

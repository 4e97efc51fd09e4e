import { setImmediate } from 'node:timers/promises';
import { isExpired } from '../../content/knowledge.ts';
import type { Texts } from '../../content/shipped.ts';
import type { Zone } from '../../understanding/understood.ts';
import type { Rehearsal } from '../desk.ts';
import type { AskedQuestion } from './draft.ts';

/** What the assistant does with a question. */
export interface Outcome {
  zone: Zone;
  /** The best topic, however sure. */
  topic?: string;
  confidence: number;
  /** It is answered, by an approved answer or by something the assistant does. */
  answered: boolean;
}

export interface Replayed {
  question: AskedQuestion;
  before: Outcome;
  after: Outcome;
}

export interface Replay {
  /** The questions that the edit is for. */
  own: Replayed[];
  /** Past questions that would fare otherwise. */
  better: Replayed[];
  worse: Replayed[];
  different: Replayed[];
  unchanged: number;
}

interface Side {
  understanding: Pick<Rehearsal, 'understand'>;
  texts: Texts;
}

/** Questions read in one go before the event loop gets its turn. */
const AT_ONCE = 25;

/** What became of a question: 2 answered, 1 asked back or "not known here", 0 not understood. */
const rankOf = ({ zone, answered }: Outcome): number => (answered ? 2 : zone === 'fallback' ? 0 : 1);

/** Asks past questions again, of the contents that serve and of those that would. */
export async function replay(
  own: AskedQuestion[],
  past: AskedQuestion[],
  before: Side,
  after: Side,
  now: Date,
): Promise<Replay> {
  const result: Replay = { own: [], better: [], worse: [], different: [], unchanged: 0 };
  const ask = async (question: AskedQuestion): Promise<Replayed> => ({
    question,
    before: await outcomeOf(question, before, now),
    after: await outcomeOf(question, after, now),
  });
  for (const question of own) result.own.push(await ask(question));
  for (const [index, question] of past.entries()) {
    if (index % AT_ONCE === 0) await setImmediate();
    const replayed = await ask(question);
    const change = rankOf(replayed.after) - rankOf(replayed.before);
    if (change > 0) result.better.push(replayed);
    else if (change < 0) result.worse.push(replayed);
    else if (replayed.before.answered && replayed.before.topic !== replayed.after.topic)
      result.different.push(replayed);
    else result.unchanged += 1;
  }
  return result;
}

/** What the assistant would do with a question that opens a conversation. */
export async function outcomeOf(
  { locale, text }: AskedQuestion,
  { understanding, texts }: Side,
  now: Date,
): Promise<Outcome> {
  const { zone, candidates } = await understanding.understand(text, { locale, now });
  const topic = candidates[0]?.topic;
  return {
    zone,
    topic,
    confidence: candidates[0]?.confidence ?? 0,
    answered: zone === 'answer' && topic !== undefined && isAnswered(topic, texts, now),
  };
}

/** An approved answer that has not expired, or a topic that is no question, such as a greeting. */
export function isAnswered(id: string, { topics }: Texts, now: Date): boolean {
  const topic = topics[id];
  return topic === undefined || (topic.source !== undefined && !isExpired(topic, now));
}

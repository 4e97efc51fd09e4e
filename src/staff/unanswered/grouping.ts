import { setImmediate } from 'node:timers/promises';
import { LOCALES, type Locale } from '../../locale.ts';
import type { UnansweredQuestion } from '../../transcripts/review.ts';
import { createNeighbours, vectorsOf } from './similarity.ts';

/** A question that still has no answer, with what it is nearest to today. */
export interface OpenQuestion extends UnansweredQuestion {
  locale: Locale;
  /** The best topic of today's contents, with its confidence. */
  nearest?: { topic: string; confidence: number };
  /** It is that topic for sure; what lacks is an approved answer. */
  isSure: boolean;
}

export interface Group {
  /** Newest first. */
  questions: OpenQuestion[];
  /** The topic that they are about, if it is sure; else the one that most of them are near to. */
  topic?: string;
  isSure: boolean;
}

/**
 * Two questions whose cosine is above this are about the same. Among phrases of 50 topics a group then holds 85 % of
 * one topic; lower, groups run into each other.
 */
const ALIKE = 0.4;
/** Questions compared in one go before the event loop gets its turn. */
const AT_ONCE = 20;

/**
 * Puts questions together that one answer would serve: in all languages where their topic is sure, else those of
 * one language that are alike in the classifier's own features. Most frequent first.
 */
export async function groupQuestions(questions: OpenQuestion[]): Promise<Group[]> {
  const sure = Map.groupBy(
    questions.filter(({ isSure }) => isSure),
    ({ nearest }) => nearest?.topic,
  );
  const groups: Group[] = [...sure].map(([topic, alike]) => ({ questions: alike, topic, isSure: true }));
  for (const locale of LOCALES)
    groups.push(
      ...(await groupAlike(
        questions.filter((each) => !each.isSure && each.locale === locale),
        locale,
      )),
    );
  return groups.sort((one, other) => other.questions.length - one.questions.length);
}

async function groupAlike(questions: OpenQuestion[], locale: Locale): Promise<Group[]> {
  const vectors = await vectorsOf(
    questions.map(({ text }) => text),
    locale,
  );
  const neighbours = createNeighbours();
  const groupOf: OpenQuestion[][] = [];
  for (const [at, vector] of vectors.entries()) {
    if (at % AT_ONCE === 0) await setImmediate();
    const question = questions[at];
    if (!question) continue;
    const { at: nearest, similarity } = neighbours.nearest(vector);
    const group = similarity >= ALIKE ? groupOf[nearest] : undefined;
    groupOf[at] = group ?? [];
    groupOf[at].push(question);
    neighbours.add(vector);
  }
  return [...new Set(groupOf)].map((alike) => ({
    questions: alike,
    topic: commonTopic(alike),
    isSure: false,
  }));
}

function commonTopic(questions: OpenQuestion[]): string | undefined {
  const votes = new Map<string, number>();
  for (const { nearest } of questions)
    if (nearest) votes.set(nearest.topic, (votes.get(nearest.topic) ?? 0) + nearest.confidence);
  return [...votes].toSorted(([, one], [, other]) => other - one)[0]?.[0];
}

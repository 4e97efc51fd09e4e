import { dayOf } from '../day.ts';
import { CodedError } from '../errors.ts';
import { LOCALES, type Locale } from '../locale.ts';
import { readShipped } from './shipped.ts';
import type { Source, Topic } from './topic.ts';

export type { Source, Topic };

export interface Answer {
  text: string;
  /** The source, when the text is an approved answer that has not expired. */
  source?: Source;
  next: string[];
}

export interface Knowledge {
  /** Ids of all topics that have a text of their own. */
  topics: string[];
  /** What its button says; nothing for a topic without one. */
  title(topic: string, locale: Locale): string | undefined;
  /**
   * What may be said of a topic on a given day, or nothing when the topic has no text. An answer that has
   * expired comes back without its source and with the text of a topic that has none.
   */
  answer(topic: string, locale: Locale, today: Date): Answer | undefined;
}

/** What knowledge is made of: topics with their approval, and the texts and titles in each language. */
export interface KnowledgeTexts {
  sources: Record<string, Source>;
  topics: Record<string, Topic>;
  answers: Record<Locale, Record<string, string>>;
  labels: Record<Locale, Record<string, { title: string }>>;
}

/**
 * Reads `data/knowledge.json` and `locales/<locale>/answers.json`.
 * @throws {CodedError} `CONTENT` naming the topic when an answer lacks a source, a language or its approval.
 */
export function readKnowledge(contentDir: string, localesDir: string): Knowledge {
  return knowledgeOf(readShipped(contentDir, localesDir));
}

/** @throws {CodedError} `CONTENT` as above. */
export function knowledgeOf({ sources, topics, answers, labels }: KnowledgeTexts): Knowledge {
  for (const [id, topic] of Object.entries(topics)) checkTopic(id, topic, sources, answers);
  return {
    topics: Object.keys(topics),
    title: (id, locale) => labels[locale][id]?.title,
    answer(id, locale, today) {
      const topic = topics[id];
      const text = answers[locale][id];
      if (!topic || !text) return undefined;
      if (isExpired(topic, today)) return { text: answers[locale].expired ?? '', next: topic.next };
      return { text, source: topic.source ? sources[topic.source] : undefined, next: topic.next };
    },
  };
}

/** From its day of expiry on, an answer is no longer given. */
export const isExpired = ({ expiresOn }: Topic, today: Date): boolean =>
  expiresOn !== undefined && expiresOn <= dayOf(today);

function checkTopic(
  id: string,
  topic: Topic,
  sources: Record<string, Source>,
  texts: Record<Locale, Record<string, string>>,
): void {
  const fail = (problem: string, remedy: string): never => {
    throw new CodedError('CONTENT', `The topic ${id} ${problem}.`, remedy);
  };
  if (topic.source && !Object.hasOwn(sources, topic.source))
    fail(`names an unknown source, ${topic.source}`, 'Add the source.');
  if (topic.source && !topic.approvedOn) fail('has a source but no approval date', 'Add approvedOn.');
  for (const locale of LOCALES)
    if (!texts[locale][id]) fail(`has no text in locales/${locale}/answers.json`, 'Write it.');
}

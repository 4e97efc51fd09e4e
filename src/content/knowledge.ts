import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { CodedError } from '../errors.ts';
import { LOCALES, type Locale } from '../locale.ts';

const Day = z.iso.date();

const Source = z.strictObject({
  title: z.string().min(1),
  publisher: z.string().min(1),
  publishedOn: Day,
  url: z.url().optional(),
});
export type Source = z.infer<typeof Source>;

const Topic = z.strictObject({
  /** Id of the source that the answer stands on; absent: there is no approved answer, and the text says so. */
  source: z.string().optional(),
  approvedOn: Day.optional(),
  approvedBy: z.string().optional(),
  /** From that day on the answer is no longer given: facts age. */
  expiresOn: Day.optional(),
  /** What a visitor would ask next: topics, offered as quick replies. */
  next: z.array(z.string()).default([]),
});
export type Topic = z.infer<typeof Topic>;

const KnowledgeFile = z.strictObject({
  sources: z.record(z.string(), Source),
  topics: z.record(z.string(), Topic),
});

export interface Answer {
  text: string;
  /** The source, when the text is an approved answer that has not expired. */
  source?: Source;
  next: string[];
}

export interface Knowledge {
  /** Ids of all topics that have a text of their own. */
  topics: string[];
  /**
   * What may be said of a topic on a given day, or nothing when the topic has no text. An answer that has
   * expired comes back without its source and with the text of a topic that has none.
   */
  answer(topic: string, locale: Locale, today: Date): Answer | undefined;
}

/**
 * Reads `data/knowledge.json` and `locales/<locale>/answers.json`.
 * @throws {CodedError} `CONTENT` naming the topic when an answer lacks a source, a language or its approval.
 */
export function readKnowledge(contentDir: string, localesDir: string): Knowledge {
  const file = path.join(contentDir, 'knowledge.json');
  const parsed = KnowledgeFile.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new CodedError(
      'CONTENT',
      `${file}: ${issue?.path.join('.')}: ${issue?.message}.`,
      'Mend the entry.',
    );
  }
  const { sources, topics } = parsed.data;
  const texts = Object.fromEntries(
    LOCALES.map((locale) => [
      locale,
      JSON.parse(readFileSync(path.join(localesDir, locale, 'answers.json'), 'utf8')),
    ]),
  ) as Record<Locale, Record<string, string>>;
  for (const [id, topic] of Object.entries(topics)) checkTopic(id, topic, sources, texts);

  return {
    topics: Object.keys(topics),
    answer(id, locale, today) {
      const topic = topics[id];
      const text = texts[locale][id];
      if (!topic || !text) return undefined;
      const expired = topic.expiresOn !== undefined && topic.expiresOn <= today.toISOString().slice(0, 10);
      if (expired) return { text: texts[locale].expired ?? '', next: topic.next };
      return { text, source: topic.source ? sources[topic.source] : undefined, next: topic.next };
    },
  };
}

function checkTopic(
  id: string,
  topic: Topic,
  sources: Record<string, Source>,
  texts: Record<Locale, Record<string, string>>,
): void {
  const fail = (problem: string, remedy: string): never => {
    throw new CodedError('CONTENT', `The topic ${id} ${problem}.`, remedy);
  };
  if (topic.source && !sources[topic.source])
    fail(`names an unknown source, ${topic.source}`, 'Add the source.');
  if (topic.source && !topic.approvedOn) fail('has a source but no approval date', 'Add approvedOn.');
  for (const locale of LOCALES)
    if (!texts[locale][id]) fail(`has no text in locales/${locale}/answers.json`, 'Write it.');
}

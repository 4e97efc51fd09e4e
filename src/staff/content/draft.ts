import { z } from 'zod';
import { type Change, Id } from '../../content/overlay.ts';
import type { Texts } from '../../content/shipped.ts';
import { inEachLocale, LOCALES } from '../../locale.ts';

const inEach = <T extends z.ZodType>(value: T) => z.object({ fr: value, en: value, es: value });
const Words = inEach(z.string());
const Lines = inEach(z.array(z.string()));

/** A topic as an editor has it before their eyes, not yet checked. Everything is text, as in the form. */
export const Draft = z.object({
  topic: Id,
  isNew: z.boolean(),
  /** The version that it was begun on. */
  base: z.number().int(),
  /** The phrases that staff has given the topic: as they are to be, and as they were. */
  phrases: Lines,
  phrasesBefore: Lines,
  texts: Words,
  titles: Words,
  shorts: Words,
  source: z.string(),
  newSource: z.object({ title: z.string(), publisher: z.string(), publishedOn: z.string(), url: z.string() }),
  approvedBy: z.string(),
  approvedOn: z.string(),
  expiresOn: z.string(),
  next: z.array(z.string()),
  /** What visitors asked that the edit is for. */
  questions: z.array(z.object({ locale: z.enum(LOCALES), text: z.string() })),
});
export type Draft = z.infer<typeof Draft>;
export type AskedQuestion = Draft['questions'][number];

/** The value of `source` that stands for a source to be described. */
export const NEW_SOURCE = 'new';

interface Beginning {
  texts: Texts;
  overlayPhrases: Texts['phrases'];
  version: number;
  /** An existing topic; a new one without it. */
  topic?: string;
  questions: AskedQuestion[];
  approvedBy: string;
  today: string;
}

/** A draft of a topic as it serves now, the visitors' questions already among its phrases. */
export function beginDraft({
  texts,
  overlayPhrases,
  version,
  topic,
  questions,
  approvedBy,
  today,
}: Beginning): Draft {
  const known = topic === undefined ? undefined : texts.topics[topic];
  const before = inEachLocale((locale) => (topic && overlayPhrases[locale][topic]) || []);
  const asked = inEachLocale((locale) =>
    questions.filter((question) => question.locale === locale).map(({ text }) => text),
  );
  return {
    topic: topic ?? 'new-topic',
    isNew: topic === undefined,
    base: version,
    phrases: inEachLocale((locale) => [...new Set([...before[locale], ...asked[locale]])]),
    phrasesBefore: before,
    texts: inEachLocale((locale) => (topic && texts.answers[locale][topic]) || ''),
    titles: inEachLocale((locale) => (topic && texts.labels[locale][topic]?.title) || ''),
    shorts: inEachLocale((locale) => (topic && texts.labels[locale][topic]?.short) || ''),
    source: known?.source ?? '',
    newSource: { title: '', publisher: '', publishedOn: '', url: '' },
    approvedBy: known?.approvedBy ?? approvedBy,
    approvedOn: known?.approvedOn ?? today,
    expiresOn: known?.expiresOn ?? '',
    next: known?.next ?? [],
    questions,
  };
}

/** Topics that do something of their own, such as the eligibility check, have no answer to edit. */
export const hasAnswer = (draft: Draft, texts: Texts): boolean =>
  draft.isNew || texts.topics[draft.topic] !== undefined;

/** Whether the answer of the draft is another one than serves. */
export function changesAnswer(draft: Draft, texts: Texts): boolean {
  if (!hasAnswer(draft, texts)) return false;
  const serving = texts.topics[draft.topic];
  return (
    draft.isNew ||
    draft.source !== (serving?.source ?? '') ||
    draft.expiresOn !== (serving?.expiresOn ?? '') ||
    draft.next.join() !== (serving?.next ?? []).join() ||
    (serving?.approvedOn !== undefined && draft.approvedOn !== serving.approvedOn) ||
    (serving?.approvedBy !== undefined && draft.approvedBy !== serving.approvedBy) ||
    LOCALES.some((locale) => draft.texts[locale] !== (texts.answers[locale][draft.topic] ?? ''))
  );
}

/** The edit to publish. The draft must have been checked. */
export function changeOf(draft: Draft, texts: Texts): Change {
  const { topic, phrases, phrasesBefore, newSource } = draft;
  const isNewSource = draft.source === NEW_SOURCE;
  const source = isNewSource ? sourceId(newSource.publisher, newSource.publishedOn, texts) : draft.source;
  return {
    topic,
    phrases: inEachLocale((locale) => ({
      added: phrases[locale].filter((phrase) => !phrasesBefore[locale].includes(phrase)),
      removed: phrasesBefore[locale].filter((phrase) => !phrases[locale].includes(phrase)),
    })),
    ...(changesAnswer(draft, texts) && {
      answer: {
        texts: draft.texts,
        topic: {
          source,
          approvedOn: draft.approvedOn,
          approvedBy: draft.approvedBy,
          ...(draft.expiresOn && { expiresOn: draft.expiresOn }),
          next: draft.next,
        },
        ...(isNewSource && {
          source: {
            title: newSource.title,
            publisher: newSource.publisher,
            publishedOn: newSource.publishedOn,
            ...(newSource.url && { url: newSource.url }),
          },
        }),
      },
    }),
    ...(draft.isNew && {
      labels: inEachLocale((locale) => ({ title: draft.titles[locale], short: draft.shorts[locale] })),
    }),
  };
}

/** `ceci-2026-11-23`, with a number when there is one of that day already. */
function sourceId(publisher: string, publishedOn: string, { sources }: Texts): string {
  const wanted = idOf(`${publisher} ${publishedOn}`);
  return firstFree(wanted, (id) => id in sources);
}

/** An id for a new topic, from what its button says in English; never a name that every object has. */
export const topicId = (title: string, texts: Texts): string =>
  firstFree(idOf(title), (id) => id in texts.topics || id in texts.phrases.fr || id === NEW_SOURCE);

const firstFree = (wanted: string, isTaken: (id: string) => boolean): string => {
  for (let number = 1; ; number++) {
    const id = number === 1 ? wanted : `${wanted}-${number}`;
    if (!isTaken(id)) return id;
  }
};

const idOf = (text: string): string => {
  const plain = text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 50);
  return plain.length < 2 ? 'topic' : plain;
};

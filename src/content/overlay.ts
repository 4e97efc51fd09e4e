import { z } from 'zod';
import { inEachLocale } from '../locale.ts';
import { Label, type Texts } from './shipped.ts';
import { Source, Topic } from './topic.ts';

const inEach = <T extends z.ZodType>(value: T) => z.object({ fr: value, en: value, es: value });

/** Ids of topics and sources: short, lower case, fit for an address. */
export const Id = z.string().regex(/^[a-z0-9][a-z0-9-]{1,59}$/);

/** What staff has published over the contents that came with the product. */
export const Overlay = z.strictObject({
  sources: z.record(Id, Source),
  topics: z.record(Id, Topic),
  answers: inEach(z.record(Id, z.string())),
  labels: inEach(z.record(Id, Label)),
  /** Phrases added to those of a topic. */
  phrases: inEach(z.record(Id, z.array(z.string().min(1).max(300)))),
});
export type Overlay = z.infer<typeof Overlay>;

export const EMPTY: Overlay = {
  sources: {},
  topics: {},
  answers: { fr: {}, en: {}, es: {} },
  labels: { fr: {}, en: {}, es: {} },
  phrases: { fr: {}, en: {}, es: {} },
};

/** One edit of one topic. It can be put on another version than the one it was begun on. */
export const Change = z.strictObject({
  topic: Id,
  phrases: inEach(z.strictObject({ added: z.array(z.string()), removed: z.array(z.string()) })),
  /** The whole approved answer; absent when only phrases change. */
  answer: z
    .strictObject({
      texts: inEach(z.string().min(1).max(2_000)),
      topic: Topic,
      /** A source that is not known yet, under the id that `topic.source` names. */
      source: Source.optional(),
    })
    .optional(),
  labels: inEach(Label).optional(),
});
export type Change = z.infer<typeof Change>;

/** The overlay with a change on it. Phrases are added and taken away one by one, so that two edits add up. */
export function apply(overlay: Overlay, { topic, phrases, answer, labels }: Change): Overlay {
  return {
    sources: answer?.source
      ? { ...overlay.sources, [answer.topic.source as string]: answer.source }
      : overlay.sources,
    topics: answer ? { ...overlay.topics, [topic]: answer.topic } : overlay.topics,
    answers: inEachLocale((locale) =>
      answer ? { ...overlay.answers[locale], [topic]: answer.texts[locale] } : overlay.answers[locale],
    ),
    labels: inEachLocale((locale) =>
      labels ? { ...overlay.labels[locale], [topic]: labels[locale] } : overlay.labels[locale],
    ),
    phrases: inEachLocale((locale) => {
      const { added, removed } = phrases[locale];
      const kept = (overlay.phrases[locale][topic] ?? []).filter((phrase) => !removed.includes(phrase));
      const all = [...new Set([...kept, ...added])];
      const { [topic]: _, ...others } = overlay.phrases[locale];
      return all.length > 0 ? { ...others, [topic]: all } : others;
    }),
  };
}

/** The contents as they serve: those that came with the product, under what staff has published. */
export const merge = (shipped: Texts, overlay: Overlay): Texts => ({
  sources: { ...shipped.sources, ...overlay.sources },
  topics: { ...shipped.topics, ...overlay.topics },
  answers: inEachLocale((locale) => ({ ...shipped.answers[locale], ...overlay.answers[locale] })),
  labels: inEachLocale((locale) => ({ ...shipped.labels[locale], ...overlay.labels[locale] })),
  buttons: shipped.buttons,
  phrases: inEachLocale((locale) => mergePhrases(shipped.phrases[locale], overlay.phrases[locale])),
});

/** A phrase that staff gives to one topic is taken from the others: no classifier can tell the same words apart. */
function mergePhrases(
  shipped: Record<string, string[]>,
  added: Record<string, string[]>,
): Record<string, string[]> {
  const given = new Set(Object.values(added).flat().map(sameWords));
  if (given.size === 0) return shipped;
  const merged = Object.fromEntries(
    Object.entries(shipped).map(([topic, phrases]) => [
      topic,
      phrases.filter((phrase) => !given.has(sameWords(phrase))),
    ]),
  );
  for (const [topic, phrases] of Object.entries(added))
    merged[topic] = [...(merged[topic] ?? []), ...phrases];
  return merged;
}

/** Case, accents and punctuation do not make other words. */
export const sameWords = (phrase: string): string =>
  phrase
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

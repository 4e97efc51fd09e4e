import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { CodedError } from '../errors.ts';
import { inEachLocale, type Locale } from '../locale.ts';
import { KnowledgeFile, type Source, type Topic } from './topic.ts';

/** What a topic's button shows, and the same in at most 19 characters. */
export const Label = z.strictObject({ title: z.string().min(1).max(60), short: z.string().min(1).max(19) });
export type Label = z.infer<typeof Label>;

/** Everything that an editor can change: topics with their approval, texts, buttons and phrases. */
export interface Texts {
  sources: Record<string, Source>;
  topics: Record<string, Topic>;
  answers: Record<Locale, Record<string, string>>;
  labels: Record<Locale, Record<string, Label>>;
  /** What all other buttons say, long and short: no topic's button may say the same. */
  buttons: Record<Locale, string[]>;
  phrases: Record<Locale, Record<string, string[]>>;
}

const Phrases = z.record(z.string(), z.array(z.string()));
const Answers = z.record(z.string(), z.string());
const Buttons = z.record(z.string(), z.record(z.string(), Label));

/**
 * Reads the contents that come with the product: `knowledge.json` and `phrases/` of `contentDir`, `answers.json`
 * and `choices.json` of each language's folder.
 * @throws {CodedError} `CONTENT` naming file and place.
 */
export function readShipped(contentDir: string, localesDir: string): Texts {
  const labels = inEachLocale((locale) => readFile(path.join(localesDir, locale, 'choices.json'), Buttons));
  return {
    ...readFile(path.join(contentDir, 'knowledge.json'), KnowledgeFile),
    answers: inEachLocale((locale) => readFile(path.join(localesDir, locale, 'answers.json'), Answers)),
    labels: inEachLocale((locale) => labels[locale].topic ?? {}),
    buttons: inEachLocale((locale) => {
      const { topic: _, ...others } = labels[locale];
      return Object.values(others)
        .flatMap((group) => Object.values(group))
        .flatMap(({ title, short }) => [title, short]);
    }),
    phrases: inEachLocale((locale) => readFile(path.join(contentDir, 'phrases', `${locale}.json`), Phrases)),
  };
}

export function readFile<T>(file: string, schema: z.ZodType<T>): T {
  let data: unknown;
  try {
    data = JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    throw new CodedError('CONTENT', `${file} cannot be read as JSON.`, 'Mend the file.', { cause });
  }
  const parsed = schema.safeParse(data);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new CodedError('CONTENT', `${file}: ${issue?.path.join('.')}: ${issue?.message}.`, 'Mend the entry.');
}

import { CsvError, parse } from 'csv-parse/sync';
import { z } from 'zod';
import { CodedError } from '../../errors.ts';
import { LOCALES } from '../../locale.ts';

/** The topic of a question that no topic answers. */
export const OUT_OF_SCOPE = 'none';

const COLUMNS = ['locale', 'topic', 'question'] as const;

const Question = z.object({
  locale: z.enum(LOCALES, `locale must be one of ${LOCALES.join(', ')}`),
  topic: z.string().min(1, 'topic is empty'),
  question: z.string().min(1, 'question is empty'),
});

/** A question that somebody wrote, with the topic that it is about. */
export type Question = z.infer<typeof Question>;

/**
 * Reads a question file: tab-separated, a header with the columns locale, topic and question, no quoting.
 * A byte order mark and either kind of line end are accepted.
 *
 * @throws CodedError `understanding/questions-malformed` that names the line, or says that there is none
 */
export function parseQuestions(text: string): Question[] {
  const lines = parseLines(text);
  if (lines.length === 0) throw malformed('it holds no question');
  return lines.map(({ record, info }) => {
    const parsed = Question.safeParse(record);
    if (parsed.success) return parsed.data;
    throw malformed(`line ${info.lines}: ${parsed.error.issues.map(({ message }) => message).join('; ')}`);
  });
}

interface Line {
  record: unknown;
  info: { lines: number };
}

function parseLines(text: string): Line[] {
  try {
    return parse(text, {
      bom: true,
      delimiter: '\t',
      quote: null,
      trim: true,
      skip_empty_lines: true,
      info: true,
      columns: (header: string[]) => {
        const missing = COLUMNS.filter((column) => !header.includes(column));
        if (missing.length > 0) throw malformed(`line 1: the header lacks ${missing.join(', ')}`);
        return header;
      },
    }) as unknown as Line[];
  } catch (error) {
    if (error instanceof CsvError) throw malformed(`line ${error.lines}: ${error.message}`);
    throw error;
  }
}

const malformed = (what: string): CodedError =>
  new CodedError(
    'understanding/questions-malformed',
    `The question file cannot be read, ${what}.`,
    `Write tab-separated columns ${COLUMNS.join(', ')}, with a header.`,
  );

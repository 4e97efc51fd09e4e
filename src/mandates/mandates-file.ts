import { CodedError } from '../errors.ts';
import type { Mandate } from './mandate.ts';
import { checkMandates, type Problem } from './schema.ts';

/** How many problems an error's one line names; `problems` has them all. */
const NAMED = 3;

/** A mandates file, or what was to become one, that does not hold valid mandates. */
export class InvalidMandates extends CodedError {
  readonly problems: Problem[];

  constructor(file: string, problems: Problem[], options?: ErrorOptions) {
    const named = problems
      .slice(0, NAMED)
      .map(({ record, field, message }) => `${record}: ${field} ${message}`);
    const more = problems.length > NAMED ? `, and ${problems.length - NAMED} more` : '';
    super(
      'MANDATES_FILE',
      `${file} does not hold valid mandates: ${named.join('; ')}${more}.`,
      'Correct it, then see `npm run mandates -- validate` for every problem.',
      options,
    );
    this.problems = problems;
  }
}

/**
 * The mandates in the text of a file, as `{"mandates": [...]}`. A byte order mark is passed over.
 * @throws {InvalidMandates} naming each record and field that is wrong.
 */
export function parseMandates(text: string, file: string): Mandate[] {
  const checked = checkMandates(parseJson(text, file));
  if (!checked.valid) throw new InvalidMandates(file, checked.problems);
  return checked.mandates;
}

function parseJson(text: string, file: string): unknown {
  const bare = text.replace(/^\uFEFF/, '');
  const notJson = (message: string, cause?: unknown) =>
    new InvalidMandates(file, [{ record: 'file', field: '/', message }], { cause });
  if (bare.trim() === '') throw notJson('is empty');
  try {
    return JSON.parse(bare);
  } catch (cause) {
    throw notJson(`is not JSON (${(cause as Error).message})`, cause);
  }
}

/** The text of a mandates file, indented so that people and version control can read it. */
export const formatMandates = (mandates: readonly Mandate[]): string =>
  `${JSON.stringify({ mandates }, null, 2)}\n`;

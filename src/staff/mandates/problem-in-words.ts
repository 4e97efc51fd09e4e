import type { Problem } from '../../mandates/schema.ts';
import { type Html, html } from '../html.ts';
import type { Words } from '../pages/words.ts';

/** The problems that people run into, by the English in which the command line tells them. */
const SAYINGS = [
  [/^is missing$/, 'missing'],
  [/^is not a field of a mandate$/, 'unknown'],
  [/^must be one of (?<values>.+)$/, 'oneOf'],
  [/^is less than minMonths$/, 'months'],
  [/^is before (?<values>\w+)$/, 'before'],
  [/^is the id of number (?<values>\d+) already/, 'sameId'],
  [/^is empty$/, 'empty'],
  [/^is not a column$/, 'column'],
  [/^is not JSON/, 'notJson'],
  [/^must be a list of mandates$/, 'list'],
  [/^must match (format|pattern)/, 'form'],
  [/^must be (?<values>string|number|integer|boolean|array|object)$/, 'kind'],
] as const;

/** What is wrong in the reader's language; what is rare stays in English. */
export function problemInWords({ message }: Problem, { t }: Words): Html {
  for (const [look, key] of SAYINGS) {
    const found = look.exec(message);
    if (found) return html`${t(`staff:mandates.wrong.${key}`, { values: found.groups?.values ?? '' })}`;
  }
  return html`<span lang="en">${message}</span>`;
}

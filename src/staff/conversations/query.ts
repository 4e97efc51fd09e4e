import { z } from 'zod';
import { LOCALES } from '../../locale.ts';
import type { ConversationFilter } from '../../transcripts/review.ts';

const word = z.string().trim().min(1).max(200).optional().catch(undefined);
const day = z.iso.date().optional().catch(undefined);
const yesOrNo = z.enum(['yes', 'no']).optional().catch(undefined);

/** The fields of the filter as they stand in the address; what makes no sense counts as not asked. */
const Fields = z.object({
  q: word,
  from: day,
  to: day,
  locale: z.enum(LOCALES).optional().catch(undefined),
  channel: word,
  topic: word,
  event: word,
  rating: z.coerce.number().int().min(1).max(5).optional().catch(undefined),
  unanswered: yesOrNo,
  handoff: z.enum(['waiting', 'taken', 'done', 'any']).optional().catch(undefined),
  tag: word,
  reviewed: yesOrNo,
  reference: word,
  cursor: word,
});
export type Fields = z.infer<typeof Fields>;

/** Which conversations are asked for: the filter, the words searched for, the page. */
export interface ListQuery {
  fields: Fields;
  filter: ConversationFilter;
  /** The same without the page, for links. */
  address: URLSearchParams;
}

export function readListQuery(query: URLSearchParams): ListQuery {
  const given = Object.fromEntries([...query].filter(([, value]) => value.trim() !== ''));
  const fields = Fields.parse(given);
  const { q: _q, cursor: _cursor, from, to, unanswered, reviewed, ...same } = fields;
  const filter: ConversationFilter = {
    ...same,
    ...(from && { from: startOf(from) }),
    ...(to && { to: startOf(to, 1) }),
    ...(unanswered && { unanswered: unanswered === 'yes' }),
    ...(reviewed && { reviewed: reviewed === 'yes' }),
  };
  const kept = Object.entries(fields).filter(([name, value]) => value !== undefined && name !== 'cursor');
  return { fields, filter, address: new URLSearchParams(kept.map(([name, value]) => [name, String(value)])) };
}

/** The list as an address, its page included, for going from conversation to conversation. */
export const pageAddress = ({ address, fields }: ListQuery): string =>
  new URLSearchParams([...address, ...(fields.cursor ? [['cursor', fields.cursor]] : [])]).toString();

/** Midnight at the beginning of a day (YYYY-MM-DD), so many days later, where the server stands. */
export function startOf(day: string, later = 0): Date {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return new Date(year, month - 1, date + later);
}

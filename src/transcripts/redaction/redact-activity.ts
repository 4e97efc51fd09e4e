import type { HandoffContact } from '../review.ts';
import type { ActivityJson } from '../turn.ts';
import { mask } from './mask.ts';
import { redact } from './redact.ts';

/** Parts of an activity that hold what people wrote; the rest is addresses, ids and times. */
const WRITTEN = new Set(['text', 'speak', 'summary', 'value', 'attachments', 'suggestedActions', 'entities']);

/**
 * An activity as staff sees it. The channel's own data is left out, since each channel repeats the message in
 * it in its own way, and so are the names of accounts, which are people's names on Teams and Messenger.
 */
export function redactActivity(activity: ActivityJson, known?: HandoffContact[]): ActivityJson {
  const { channelData: _, ...shown } = activity;
  const written = Object.entries(shown).map(([part, value]) => [
    part,
    WRITTEN.has(part) ? deeply(value, known) : value,
  ]);
  return {
    ...Object.fromEntries(written),
    ...nameless(activity, 'from'),
    ...nameless(activity, 'recipient'),
  };
}

function deeply(value: unknown, known: HandoffContact[] | undefined): unknown {
  if (typeof value === 'string') return redact(value, known);
  if (Array.isArray(value)) return value.map((item) => deeply(item, known));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, deeply(inner, known)]));
}

/** The bot's own name is no secret. */
function nameless(activity: ActivityJson, party: 'from' | 'recipient'): Partial<ActivityJson> {
  const account = activity[party];
  if (account === null || typeof account !== 'object' || !('name' in account)) return {};
  if ('role' in account && account.role === 'bot') return {};
  return { [party]: { ...account, name: mask('name') } };
}

import { CodedError } from '../../errors.ts';
import { HttpError } from '../../http/http-error.ts';
import type { Key, Translate } from '../../i18n.ts';

type RefusalKey = Extract<Key, `staff:refusal.${string}`>;

/** Says no to a member of the staff, in their language and with what to do instead. */
export class Refusal extends Error {
  readonly status: number;
  readonly key: RefusalKey;
  readonly values: Record<string, string | number>;

  constructor(status: number, key: RefusalKey, values: Record<string, string | number> = {}) {
    super(key);
    this.name = 'Refusal';
    this.status = status;
    this.key = key;
    this.values = values;
  }
}

/** Errors of the parts below that a member of the staff can run into. */
const KNOWN: Record<string, [status: number, key: RefusalKey]> = {
  CONTENT_VERSION: [404, 'staff:refusal.notFound'],
  CONVERSATION_UNKNOWN: [404, 'staff:refusal.notFound'],
  CURSOR: [404, 'staff:refusal.notFound'],
  HANDOFF_TAKEN: [409, 'staff:refusal.handoffTaken'],
  HANDOFF_UNKNOWN: [404, 'staff:refusal.notFound'],
  MANDATE_UNKNOWN: [404, 'staff:refusal.notFound'],
  MANDATES_WRITE: [503, 'staff:refusal.busy'],
  STORE_UNAVAILABLE: [503, 'staff:refusal.busy'],
  DISK_FULL: [503, 'staff:refusal.diskFull'],
};

const BY_STATUS: Record<number, RefusalKey> = {
  400: 'staff:refusal.badRequest',
  404: 'staff:refusal.notFound',
  408: 'staff:refusal.busy',
  413: 'staff:refusal.tooLarge',
  415: 'staff:refusal.badRequest',
  429: 'staff:refusal.busy',
};

/** What a thrown value means to whoever looks at the page; nothing for a fault of ours. */
export function refusalOf(error: unknown): Refusal | undefined {
  if (error instanceof Refusal) return error;
  if (error instanceof HttpError) {
    const key = BY_STATUS[error.status];
    return key && new Refusal(error.status, key);
  }
  const known = error instanceof CodedError ? KNOWN[error.code] : undefined;
  return known && new Refusal(...known);
}

export const notFound = (): Refusal => new Refusal(404, 'staff:refusal.notFound');

export const textOf = ({ key, values }: Refusal, t: Translate): string => t(key, values);

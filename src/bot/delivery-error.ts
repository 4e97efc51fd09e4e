/** Statuses that a second attempt will not change: the message is wrong, or the conversation is gone. */
const FINAL = new Set([400, 403, 404, 405, 409, 410, 411, 413, 414, 415, 422, 501]);

/** A connector that waits longer than this asks for more patience than a chat has. */
const LONGEST_WAIT_MS = 10 * 60_000;

/** Why a message did not reach its channel. Its reason holds no personal data: a status, or a name of the network's. */
export class DeliveryError extends Error {
  /** `refused`: trying again is of no use. `later`: it may work another time. */
  readonly kind: 'refused' | 'later';
  readonly reason: string;
  /** When the channel said how long to wait, in milliseconds. */
  readonly retryAfterMs: number | undefined;

  constructor(
    kind: 'refused' | 'later',
    reason: string,
    options: { retryAfterMs?: number; cause?: unknown } = {},
  ) {
    super(`The channel did not take the message (${reason}).`, { cause: options.cause });
    this.name = 'DeliveryError';
    this.kind = kind;
    this.reason = reason;
    this.retryAfterMs = options.retryAfterMs;
  }

  static ofStatus(status: number, retryAfter: string | undefined): DeliveryError {
    // A redirect would lead the bot's token to another host.
    const kind = FINAL.has(status) || (status >= 300 && status < 400) ? 'refused' : 'later';
    return new DeliveryError(kind, String(status), { retryAfterMs: waitOf(retryAfter) });
  }
}

export const laterError = (reason: string, options: { cause?: unknown } = {}): DeliveryError =>
  new DeliveryError('later', reason, options);

/** Retry-After as milliseconds: a number of seconds, or a date. */
function waitOf(header: string | undefined): number | undefined {
  if (header === undefined) return undefined;
  const wait = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - Date.now();
  return Number.isNaN(wait) ? undefined : Math.min(Math.max(wait, 0), LONGEST_WAIT_MS);
}

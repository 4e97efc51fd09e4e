/** A refusal that the caller may read: its code and message go out as they are, so they hold nothing internal. */
export class HttpError extends Error {
  readonly status: number;
  readonly code: string;
  readonly headers: Record<string, string>;

  constructor(status: number, code: string, message: string, headers: Record<string, string> = {}) {
    super(message);
    this.name = 'HttpError';
    this.status = status;
    this.code = code;
    this.headers = headers;
  }
}

/** Too many, too soon or too busy: the caller may try again after so many seconds. */
export const retryLater = (status: 429 | 503, code: string, message: string, seconds: number): HttpError =>
  new HttpError(status, code, message, { 'retry-after': String(Math.max(1, Math.ceil(seconds))) });

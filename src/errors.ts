/**
 * An error that a person can act on: a stable code for programs and tests, what is wrong and where,
 * and what to do about it.
 */
export class CodedError extends Error {
  readonly code: string;
  readonly remedy: string;

  constructor(code: string, message: string, remedy: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'CodedError';
    this.code = code;
    this.remedy = remedy;
  }

  /** One line for a terminal or a log: what is wrong, then what to do. */
  get line(): string {
    return `${this.message} ${this.remedy}`.trim();
  }
}

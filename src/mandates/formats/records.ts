import type { Problem } from '../schema.ts';

/** What a file holds before it is held against the schema, and what could not even be read. */
export interface Records {
  records: unknown[];
  problems: Problem[];
}

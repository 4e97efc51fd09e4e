/** What both engines can bind without a cast. */
export type Value = string | number | null;

/** SQL text in pieces, with one value between each two; both engines number or mark them their own way. */
export interface Statement {
  readonly pieces: readonly string[];
  readonly values: readonly Value[];
}

export interface Result {
  rows: Record<string, unknown>[];
  /** Rows written, where the statement gives none back. */
  changes: number;
}

/**
 * A unit of work as the statements it yields and the result each is resumed with: the same steps run
 * synchronously in SQLite's worker and over a PostgreSQL connection.
 */
export type Steps<T> = Generator<Statement, T, Result>;

/** sql`… ${value} …`: a value is always bound, never pasted; a statement inside is spliced in. */
export function sql(strings: TemplateStringsArray, ...values: (Value | Statement)[]): Statement {
  const pieces = [strings[0] ?? ''];
  const bound: Value[] = [];
  const append = (text: string) => {
    pieces[pieces.length - 1] += text;
  };
  for (const [index, value] of values.entries()) {
    if (value !== null && typeof value === 'object') {
      append(value.pieces[0] ?? '');
      pieces.push(...value.pieces.slice(1));
      bound.push(...value.values);
    } else {
      bound.push(value);
      pieces.push('');
    }
    append(strings[index + 1] ?? '');
  }
  return { pieces, values: bound };
}

/** Text of our own that is no value: a type, a column. Never give it what came from outside. */
export const raw = (text: string): Statement => ({ pieces: [text], values: [] });

export function join(statements: Statement[], separator = ', '): Statement {
  return statements.reduce(
    (all, next, index) => (index === 0 ? next : sql`${all}${raw(separator)}${next}`),
    raw(''),
  );
}

/** Yields a statement and gives its rows; `T` is what its columns are known to be. */
export function* rows<T>(statement: Statement): Steps<T[]> {
  const result = yield statement;
  return result.rows as T[];
}

export function* first<T>(statement: Statement): Steps<T | undefined> {
  const [row] = yield* rows<T>(statement);
  return row;
}

/** Yields a statement that writes and gives the number of rows it wrote. */
export function* changes(statement: Statement): Steps<number> {
  const result = yield statement;
  return result.changes;
}

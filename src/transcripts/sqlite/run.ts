import type Database from 'better-sqlite3';
import type { Result, Statement, Steps } from '../sql.ts';

/** Runs steps to their end, at once. */
export type Runner = <T>(steps: Steps<T>) => T;

export function createRunner(database: Database.Database): Runner {
  const prepared = new Map<string, Database.Statement>();

  function prepare(text: string): Database.Statement {
    const known = prepared.get(text);
    if (known !== undefined) return known;
    const statement = database.prepare(text);
    prepared.set(text, statement);
    return statement;
  }

  function run({ pieces, values }: Statement): Result {
    const statement = prepare(pieces.join('?'));
    if (statement.reader) return { rows: statement.all(values) as Result['rows'], changes: 0 };
    return { rows: [], changes: statement.run(values).changes };
  }

  return (steps) => {
    let step = steps.next();
    while (!step.done) step = steps.next(run(step.value));
    return step.value;
  };
}

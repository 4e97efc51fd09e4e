import type { OperationContext } from '../engine.ts';
import type { Steps } from '../sql.ts';
import type { reviewOperations } from './review-operations.ts';
import type { turnOperations } from './turn-operations.ts';

/** Operations by name: SQLite's workers are called by it. */
type Operations = Record<string, (context: OperationContext, ...rest: never[]) => Steps<unknown>>;

type Arguments<F> = F extends (context: OperationContext, ...rest: infer R) => unknown ? R : never;
type Outcome<F> = F extends (...rest: never[]) => Steps<infer T> ? T : never;

type CallOf<O extends Operations> = <N extends keyof O & string>(
  name: N,
  ...rest: Arguments<O[N]>
) => Promise<Outcome<O[N]>>;

/** Runs an operation on an engine: one of the turns and of all that writes … */
export type TurnCall = CallOf<typeof turnOperations>;

/** … or one of what staff reads. */
export type ReviewCall = CallOf<typeof reviewOperations>;

/** The steps of an operation whose name and arguments came over a worker's port. */
export function stepsOf(
  operations: Operations,
  name: string,
  context: OperationContext,
  rest: unknown[],
): Steps<unknown> {
  const operation = operations[name] as
    | ((context: OperationContext, ...rest: unknown[]) => Steps<unknown>)
    | undefined;
  if (operation === undefined) throw new TypeError(`no operation ${name}`);
  return operation(context, ...rest);
}

import { isDeepStrictEqual } from 'node:util';
import type { Mandate } from './mandate.ts';

/** What an import would do, by ids. */
export interface Changes {
  added: string[];
  changed: { id: string; fields: (keyof Mandate)[] }[];
  removed: string[];
  unchanged: string[];
}

/** Compares what is there with what comes in; with `replace`, what does not come in goes. */
export function changesBetween(
  present: readonly Mandate[],
  incoming: readonly Mandate[],
  replace: boolean,
): Changes {
  const before = new Map(present.map((mandate) => [mandate.id, mandate]));
  const coming = new Set(incoming.map(({ id }) => id));
  const changes: Changes = { added: [], changed: [], removed: [], unchanged: [] };
  for (const mandate of incoming) {
    const old = before.get(mandate.id);
    const fields = old ? differingFields(old, mandate) : [];
    if (!old) changes.added.push(mandate.id);
    else if (fields.length > 0) changes.changed.push({ id: mandate.id, fields });
    else changes.unchanged.push(mandate.id);
  }
  for (const { id } of present) {
    if (coming.has(id)) continue;
    if (replace) changes.removed.push(id);
    else changes.unchanged.push(id);
  }
  return changes;
}

function differingFields(old: Mandate, mandate: Mandate): (keyof Mandate)[] {
  const fields = new Set([...Object.keys(old), ...Object.keys(mandate)]) as Set<keyof Mandate>;
  return [...fields].filter((field) => !isDeepStrictEqual(old[field], mandate[field]));
}

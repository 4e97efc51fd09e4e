import { LEVELS } from '../profile.ts';
import type { NearMiss, Unlock } from './fit.ts';

/** One change and how many mandates it would open by itself. */
export interface Opening {
  unlock: Unlock;
  /** Ids of the mandates that it opens, nearest first. */
  ids: string[];
}

/**
 * "Two more months would open three more": which single change opens the most for what it asks, best first.
 * Months and levels add up: six months more also open what four more would. Mandates that need two changes do not
 * count, since neither change alone opens them.
 */
export function unlocks(nearMisses: readonly NearMiss[]): Opening[] {
  const single = nearMisses.flatMap(({ id, unlock: [unlock, ...others] }) =>
    unlock && others.length === 0 ? [{ id, unlock }] : [],
  );
  const openings = new Map<string, Opening>();
  for (const { unlock } of single) {
    const key = `${direction(unlock)} ${effort(unlock)}`;
    if (openings.has(key)) continue;
    const opened = single.filter(
      (other) => direction(other.unlock) === direction(unlock) && effort(other.unlock) <= effort(unlock),
    );
    openings.set(key, { unlock, ids: opened.map(({ id }) => id) });
  }
  const gain = ({ unlock, ids }: Opening) => ids.length / effort(unlock);
  return [...openings.values()].sort((a, b) => gain(b) - gain(a) || effort(a.unlock) - effort(b.unlock));
}

/** Changes of one direction include each other, the greater the lesser. */
function direction(unlock: Unlock): string {
  if (unlock.kind === 'language') return `language ${unlock.code}`;
  if (unlock.kind === 'duration') return 'more' in unlock ? 'longer' : 'shorter';
  return unlock.kind;
}

/** In steps, as in the limits: a month is one, a level of a language three. */
function effort(unlock: Unlock): number {
  switch (unlock.kind) {
    case 'duration':
      return 'more' in unlock ? unlock.more : unlock.less;
    case 'departure':
      return unlock.earlier;
    case 'language':
      return 3 * (LEVELS.indexOf(unlock.need) - (unlock.have ? LEVELS.indexOf(unlock.have) : -1));
    case 'residency':
      return 24;
  }
}

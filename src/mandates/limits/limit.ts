import type { Column } from '../facet.ts';
import type { Gap, Reason, Unlock } from '../fit.ts';
import type { Mandate } from '../mandate.ts';

/**
 * A condition that a mandate sets and that the visitor meets, misses, or has not spoken of.
 * Efforts are in steps, to weigh unlike things: a month is one step, a level of a language three.
 */
export interface Limit {
  /** 0 where a mandate is open to the visitor, else the steps that are missing. Absent: 0 for all. */
  shortfall?: Column;
  /** What to say of a mandate that the limit lets through. */
  met(mandate: Mandate): { reasons: Reason[]; gaps: Gap[] };
  /** What would open a mandate that the limit keeps away; empty when it lets it through. */
  unlock(mandate: Mandate): Unlock[];
}

/** More steps than anybody can take. */
export const CLOSED_TO_ALL = Infinity;

/** The part of a limit that keeps nobody away. */
export const keepsNobody = { unlock: () => [] };

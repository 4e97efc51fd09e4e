import type { Mandate } from '../../mandates/mandate.ts';

/** How a mandate stands today: suggested, with its end in sight, or not suggested, and why. */
export type Standing = 'ending' | 'open' | 'past' | 'left' | 'draft' | 'closed';

/** In the order in which they want to be looked at. */
export const STANDINGS: Standing[] = ['past', 'left', 'ending', 'open', 'draft', 'closed'];

const SOON_DAYS = 21;
const DAY_MS = 24 * 3_600_000;
const MONTH = 'YYYY-MM'.length;
const DAY = 'YYYY-MM-DD'.length;

/** The closing date, or the last month of departure, lies behind. */
export const hasClosed = ({ closesOn }: Mandate, now: Date): boolean =>
  closesOn !== undefined && closesOn < now.toISOString().slice(0, DAY);
export const hasLeft = ({ departure }: Mandate, now: Date): boolean =>
  departure.to !== undefined && departure.to < now.toISOString().slice(0, MONTH);

export function standingOf(mandate: Mandate, now: Date): Standing {
  const { status, closesOn } = mandate;
  if (status !== 'open') return status;
  if (hasLeft(mandate, now)) return 'left';
  if (hasClosed(mandate, now)) return 'past';
  const soon = new Date(now.getTime() + SOON_DAYS * DAY_MS).toISOString().slice(0, DAY);
  return closesOn !== undefined && closesOn <= soon ? 'ending' : 'open';
}

import { dayOf, monthOf } from '../../day.ts';
import type { Mandate } from '../../mandates/mandate.ts';

/** How a mandate stands today: suggested, with its end in sight, or not suggested, and why. */
export type Standing = 'ending' | 'open' | 'past' | 'left' | 'draft' | 'closed';

/** In the order in which they want to be looked at. */
export const STANDINGS: Standing[] = ['past', 'left', 'ending', 'open', 'draft', 'closed'];

const SOON_DAYS = 21;
const DAY_MS = 24 * 3_600_000;

/** The closing date, or the last month of departure, lies behind. */
export const hasClosed = ({ closesOn }: Mandate, now: Date): boolean =>
  closesOn !== undefined && closesOn < dayOf(now);
export const hasLeft = ({ departure }: Mandate, now: Date): boolean =>
  departure.to !== undefined && departure.to < monthOf(now);

export function standingOf(mandate: Mandate, now: Date): Standing {
  const { status, closesOn } = mandate;
  if (status !== 'open') return status;
  if (hasLeft(mandate, now)) return 'left';
  if (hasClosed(mandate, now)) return 'past';
  const soon = dayOf(new Date(now.getTime() + SOON_DAYS * DAY_MS));
  return closesOn !== undefined && closesOn <= soon ? 'ending' : 'open';
}

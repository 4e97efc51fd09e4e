import { column } from '../facet.ts';
import type { MandateIndex } from '../mandate-index.ts';
import { CLOSED_TO_ALL, keepsNobody, type Limit } from './limit.ts';

/** Open, not past its closing date, and not past its last departure: nobody leaves in the past. */
export const opening = (index: MandateIndex, today: string): Limit => ({
  ...keepsNobody,
  shortfall: column(index.openings, ({ status, closesOn, lastDeparture }) => {
    const over =
      (closesOn && closesOn < today) || (lastDeparture && lastDeparture < today.slice(0, 'YYYY-MM'.length));
    return status !== 'open' || over ? CLOSED_TO_ALL : 0;
  }),
  met: () => ({ reasons: [], gaps: [] }),
});

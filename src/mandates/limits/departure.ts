import type { Profile } from '../../profile.ts';
import { column } from '../facet.ts';
import type { MandateIndex } from '../mandate-index.ts';
import { monthName, monthNumber } from '../month.ts';
import { keepsNobody, type Limit } from './limit.ts';

/** The last month of departure must not be before the visitor can leave; waiting for the first is possible. */
export function departure({ availability }: Profile, index: MandateIndex, today: string): Limit {
  if (availability?.from === undefined)
    return {
      ...keepsNobody,
      met: ({ departure }) => ({
        reasons: [],
        gaps: [{ kind: 'departure', state: 'unknown', ...departure }],
      }),
    };
  const have = availability.from;
  const ready = Math.max(monthNumber(have), monthNumber(today));
  return {
    shortfall: column(index.departures, ({ to }) => (to ? Math.max(0, ready - monthNumber(to)) : 0)),
    met: ({ departure }) => ({
      reasons: [
        {
          kind: 'departure',
          ...departure,
          earliest: monthName(Math.max(ready, monthNumber(departure.from))),
        },
      ],
      gaps: [],
    }),
    unlock: ({ departure: { to: need } }) =>
      need && monthNumber(need) < ready
        ? [{ kind: 'departure', need, have, earlier: ready - monthNumber(need) }]
        : [],
  };
}

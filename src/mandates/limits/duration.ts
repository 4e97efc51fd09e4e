import type { Profile } from '../../profile.ts';
import { column } from '../facet.ts';
import type { MandateIndex } from '../mandate-index.ts';
import { keepsNobody, type Limit } from './limit.ts';

/** The stay that the visitor offers and the one that the mandate asks must overlap. */
export function duration({ availability = {} }: Profile, index: MandateIndex): Limit {
  const { minMonths, maxMonths } = availability;
  if (minMonths === undefined && maxMonths === undefined)
    return {
      ...keepsNobody,
      met: ({ duration }) => ({ reasons: [], gaps: [{ kind: 'duration', state: 'unknown', ...duration }] }),
    };
  const shortest = minMonths ?? 0;
  const longest = maxMonths ?? Infinity;
  return {
    shortfall: column(index.durations, (stay) =>
      Math.max(0, stay.minMonths - longest, shortest - stay.maxMonths),
    ),
    met: ({ duration }) => ({
      reasons: [
        {
          kind: 'duration',
          ...duration,
          overlap: {
            minMonths: Math.max(shortest, duration.minMonths),
            maxMonths: Math.min(longest, duration.maxMonths),
          },
        },
      ],
      gaps: [],
    }),
    unlock: ({ duration: { minMonths: least, maxMonths: most } }) => {
      if (longest < least)
        return [{ kind: 'duration', need: least, have: longest, more: hundredths(least - longest) }];
      if (shortest > most)
        return [{ kind: 'duration', need: most, have: shortest, less: hundredths(shortest - most) }];
      return [];
    },
  };
}

/** 3 − 2.7 is to read 0.3, not 0.2999… */
const hundredths = (months: number) => Math.round(months * 100) / 100;

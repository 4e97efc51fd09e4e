import { LEVELS, type Level, type Profile } from '../profile.ts';
import type { Gap, Reason, Unlock } from './fit.ts';
import { isRequired, type LanguageNeed, type Mandate } from './mandate.ts';
import type { MandateIndex } from './mandate-index.ts';
import { monthName, monthNumber } from './month.ts';

/**
 * A condition that a mandate sets and that the visitor meets, misses, or has not spoken of.
 * Efforts are in steps, to weigh unlike things: a month is one step, a level of a language three.
 */
export interface Limit {
  /** By position, 0 where the mandate is open to the visitor, else the steps that are missing. Absent: all 0. */
  shortfalls?: Float32Array;
  /** What to say of a mandate that the limit lets through. */
  met(mandate: Mandate): { reasons: Reason[]; gaps: Gap[] };
  /** What would open a mandate that the limit keeps away; empty when it lets it through. */
  unlock(mandate: Mandate): Unlock[];
}

const STEPS_A_LEVEL = 3;
const STEPS_TO_RESIDENCY = 24;
/** The source asks for citizens and residents of Canada; which of them surely qualify is the eligibility rules' say. */
const RESIDENTS = ['citizen', 'permanent-resident'] as const;

/** The limits of a profile over an index. `thisMonth` as `monthNumber`: nobody leaves in the past. */
export const limitsOf = (profile: Profile, index: MandateIndex, thisMonth: number): Limit[] => [
  residency(profile, index),
  languages(profile, index),
  duration(profile, index),
  departure(profile, index, thisMonth),
];

const keepsNobody = { unlock: () => [] };

function residency({ residency: have }: Profile, index: MandateIndex): Limit {
  if (have === 'none')
    return {
      shortfalls: new Float32Array(index.mandates.length).fill(STEPS_TO_RESIDENCY),
      met: () => ({ reasons: [], gaps: [] }),
      unlock: () => [{ kind: 'residency', need: [...RESIDENTS], have }],
    };
  const gap: Gap | undefined =
    have === undefined
      ? { kind: 'residency', state: 'unknown' }
      : have === 'temporary-resident'
        ? { kind: 'residency', state: 'to-confirm', have }
        : undefined;
  return {
    ...keepsNobody,
    met: () =>
      have && !gap
        ? { reasons: [{ kind: 'residency', have }], gaps: [] }
        : { reasons: [], gaps: gap ? [gap] : [] },
  };
}

const rank = (level: Level | undefined): number => (level ? LEVELS.indexOf(level) + 1 : 0);

function languages({ languages: spoken = {} }: Profile, index: MandateIndex): Limit {
  const gap =
    (state: 'unknown' | 'unmet') =>
    (need: LanguageNeed): Gap => ({
      kind: 'language',
      state,
      code: need.code,
      level: need.level,
      ...(spoken[need.code] && { have: spoken[need.code] }),
      required: isRequired(need),
    });
  // No language named is no answer: everybody speaks one.
  if (Object.keys(spoken).length === 0)
    return {
      ...keepsNobody,
      met: (mandate) => ({ reasons: [], gaps: mandate.languages.map(gap('unknown')) }),
    };
  const missing = (need: LanguageNeed) => Math.max(0, rank(need.level) - rank(spoken[need.code]));
  const stepsOfNeeds = index.languageNeeds.map((needs) =>
    needs.reduce((steps, need) => steps + STEPS_A_LEVEL * missing(need), 0),
  );
  const shortfalls = new Float32Array(index.mandates.length);
  for (let position = 0; position < shortfalls.length; position++)
    shortfalls[position] = stepsOfNeeds[index.languages[position] as number] as number;
  return {
    shortfalls,
    met: (mandate) => ({
      reasons: mandate.languages.flatMap((need) => {
        const have = spoken[need.code];
        return have && missing(need) === 0
          ? [{ kind: 'language', code: need.code, level: need.level, have }]
          : [];
      }),
      gaps: mandate.languages.filter((need) => missing(need) > 0).map(gap('unmet')),
    }),
    unlock: (mandate) =>
      mandate.languages
        .filter((need) => isRequired(need) && missing(need) > 0)
        .map(({ code, level }) => ({
          kind: 'language',
          code,
          need: level,
          ...(spoken[code] && { have: spoken[code] }),
        })),
  };
}

function duration({ availability = {} }: Profile, index: MandateIndex): Limit {
  const { minMonths, maxMonths } = availability;
  if (minMonths === undefined && maxMonths === undefined)
    return {
      ...keepsNobody,
      met: ({ duration }) => ({ reasons: [], gaps: [{ kind: 'duration', state: 'unknown', ...duration }] }),
    };
  const shortest = minMonths ?? 0;
  const longest = maxMonths ?? Infinity;
  const shortfalls = new Float32Array(index.mandates.length);
  for (let position = 0; position < shortfalls.length; position++) {
    const least = index.minMonths[position] as number;
    const most = index.maxMonths[position] as number;
    shortfalls[position] = Math.max(0, least - longest, shortest - most);
  }
  return {
    shortfalls,
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

function departure({ availability }: Profile, index: MandateIndex, thisMonth: number): Limit {
  if (availability?.from === undefined)
    return {
      ...keepsNobody,
      met: ({ departure }) => ({
        reasons: [],
        gaps: [{ kind: 'departure', state: 'unknown', ...departure }],
      }),
    };
  const have = availability.from;
  const ready = Math.max(monthNumber(have), thisMonth);
  const shortfalls = new Float32Array(index.mandates.length);
  for (let position = 0; position < shortfalls.length; position++)
    shortfalls[position] = Math.max(0, ready - (index.leavesTo[position] as number));
  return {
    shortfalls,
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

import { LEVELS, type Level, type Profile } from '../../profile.ts';
import { column } from '../facet.ts';
import type { Gap } from '../fit.ts';
import { isRequired, type LanguageNeed } from '../mandate.ts';
import type { MandateIndex } from '../mandate-index.ts';
import { keepsNobody, type Limit } from './limit.ts';

const STEPS_A_LEVEL = 3;

const rank = (level: Level | undefined): number => (level ? LEVELS.indexOf(level) + 1 : 0);

/** Every required language at its level; the ones that only help leave a gap. */
export function languages({ languages: spoken = {} }: Profile, index: MandateIndex): Limit {
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
  return {
    shortfall: column(index.languages, (needs) =>
      needs.reduce((steps, need) => steps + STEPS_A_LEVEL * missing(need), 0),
    ),
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

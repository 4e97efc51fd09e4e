import type { Profile } from '../../profile.ts';
import { column } from '../facet.ts';
import type { Gap } from '../fit.ts';
import type { MandateIndex } from '../mandate-index.ts';
import { keepsNobody, type Limit } from './limit.ts';

const STEPS_TO_RESIDENCY = 24;
/** The source asks for citizens and residents of Canada; which of them surely qualify is the eligibility rules' say. */
const RESIDENTS = ['citizen', 'permanent-resident'] as const;

/** Nobody without status in Canada is sent; a temporary one is for the team to judge. */
export function residency({ residency: have }: Profile, index: MandateIndex): Limit {
  if (have === 'none')
    return {
      shortfall: column(index.openings, () => STEPS_TO_RESIDENCY),
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

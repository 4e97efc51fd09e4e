import type { ResidencyRule } from './rules.ts';
import type { Assessment } from './verdict.ts';

/** Citizens and permanent residents, yes; a temporary status is for the team to judge. */
export const assessResidency: Assessment<ResidencyRule> = (rule, { residency: have }) => {
  if (have === undefined) return { outcome: 'unknown', reason: { code: 'residency-unknown' } };
  if (rule.yes.includes(have)) return { outcome: 'yes', reason: { code: 'residency-accepted', have } };
  const change = { code: 'become-resident' as const, accepted: rule.yes };
  return rule.toConfirm.includes(have)
    ? { outcome: 'to-confirm', reason: { code: 'residency-to-confirm', have }, change }
    : { outcome: 'no', reason: { code: 'residency-refused', have }, change };
};

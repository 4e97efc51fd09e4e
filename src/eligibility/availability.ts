import type { AvailabilityRule } from './rules.ts';
import type { Assessment } from './verdict.ts';

/**
 * Yes when the range that the person offers overlaps the programme's; one end of the range is enough to judge by.
 * Too long at the least is for the team to judge, and so is just too short.
 */
export const assessAvailability: Assessment<AvailabilityRule> = (rule, { availability = {} }) => {
  const { minMonths: least, maxMonths: most } = rule.yes;
  const { minMonths, maxMonths } = availability;
  if (minMonths === undefined && maxMonths === undefined)
    return { outcome: 'unknown', reason: { code: 'duration-unknown', minMonths: least, maxMonths: most } };
  const longest = maxMonths ?? Infinity;
  const shortest = minMonths ?? 0;
  if (longest < least)
    return {
      outcome: longest >= rule.toConfirm.minMonths ? 'to-confirm' : 'no',
      reason: { code: 'duration-short', have: longest, need: least },
      change: { code: 'stay-longer', months: hundredths(least - longest) },
    };
  if (shortest > most)
    return {
      outcome: 'to-confirm',
      reason: { code: 'duration-long', have: shortest, most },
      change: { code: 'stay-shorter', months: hundredths(shortest - most) },
    };
  return {
    outcome: 'yes',
    reason: {
      code: 'duration-fits',
      minMonths: Math.max(shortest, least),
      maxMonths: Math.min(longest, most),
    },
  };
};

/** 3 − 2.7 is to read 0.3, not 0.2999… */
const hundredths = (months: number) => Math.round(months * 100) / 100;

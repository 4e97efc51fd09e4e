import type { ExpertiseRule } from './rules.ts';
import type { Assessment } from './verdict.ts';

/** The fields that the source names, yes; its "and more", or skills in the person's own words, for the team. */
export const assessExpertise: Assessment<ExpertiseRule> = (rule, { domains = [], skills = [] }) => {
  const sought = domains.filter((domain) => rule.yes.includes(domain));
  if (sought.length > 0) return { outcome: 'yes', reason: { code: 'expertise-sought', domains: sought } };
  if (domains.length > 0) return { outcome: 'to-confirm', reason: { code: 'expertise-other' } };
  if (skills.length > 0) return { outcome: 'to-confirm', reason: { code: 'expertise-skills-only', skills } };
  return { outcome: 'unknown', reason: { code: 'expertise-unknown' } };
};

import type { Profile } from '../profile.ts';
import { assessAvailability } from './availability.ts';
import { assessExpertise } from './expertise.ts';
import { assessLanguages } from './languages.ts';
import { assessResidency } from './residency.ts';
import type { EligibilityRules, RuleId } from './rules.ts';
import type { Finding, RuleVerdict, Verdict } from './verdict.ts';

/**
 * What the programme's rules say of a profile, each rule with its reason and, where it is not a yes, what would
 * change it. Pure; parts of the profile that are missing make the verdict `incomplete`, never a refusal.
 */
export function assess(profile: Profile, rules: EligibilityRules): Verdict {
  const verdict = (rule: RuleId, finding: Finding): RuleVerdict => ({
    rule,
    source: rules[rule].source,
    ...finding,
  });
  const found = [
    verdict('residency', assessResidency(rules.residency, profile)),
    verdict('languages', assessLanguages(rules.languages, profile)),
    verdict('availability', assessAvailability(rules.availability, profile)),
    verdict('expertise', assessExpertise(rules.expertise, profile)),
  ];
  return { outcome: overall(found), rules: found };
}

function overall(rules: RuleVerdict[]): Verdict['outcome'] {
  const any = (outcome: RuleVerdict['outcome']) => rules.some((rule) => rule.outcome === outcome);
  if (any('no')) return 'no';
  if (any('unknown')) return 'incomplete';
  return any('to-confirm') ? 'to-confirm' : 'yes';
}

import type { Domain, Level, Profile, Residency } from '../profile.ts';
import type { RuleId } from './rules.ts';

/** What one rule says of a profile; `unknown` until the visitor has said what it asks. */
export type Outcome = 'yes' | 'no' | 'to-confirm' | 'unknown';

/** Why, as data: the dialogs word it from `code`, with the other fields as parameters. Durations are in months. */
export type Reason =
  | { code: 'residency-accepted' | 'residency-to-confirm' | 'residency-refused'; have: Residency }
  | { code: 'residency-unknown' }
  | { code: 'language-sufficient' | 'language-basic'; language: string; level: Level; need: Level }
  | { code: 'language-missing'; anyOf: string[]; need: Level }
  | { code: 'language-unknown'; anyOf: string[] }
  | { code: 'duration-fits'; minMonths: number; maxMonths: number }
  | { code: 'duration-short'; have: number; need: number }
  | { code: 'duration-long'; have: number; most: number }
  | { code: 'duration-unknown'; minMonths: number; maxMonths: number }
  | { code: 'expertise-sought'; domains: Domain[] }
  | { code: 'expertise-other' }
  | { code: 'expertise-skills-only'; skills: string[] }
  | { code: 'expertise-unknown' };

/** What would turn the outcome of a rule into a yes. */
export type Change =
  | { code: 'become-resident'; accepted: Residency[] }
  | { code: 'improve-language'; language: string; from: Level; to: Level }
  | { code: 'learn-language'; anyOf: string[]; to: Level }
  | { code: 'stay-longer'; months: number }
  | { code: 'stay-shorter'; months: number };

export interface RuleVerdict {
  rule: RuleId;
  /** Id of the source that the rule comes from. */
  source: string;
  outcome: Outcome;
  reason: Reason;
  change?: Change;
}

export interface Verdict {
  /** `no` if any rule says no; else `incomplete` while any is unknown; else `to-confirm` if any is; else `yes`. */
  outcome: 'yes' | 'no' | 'to-confirm' | 'incomplete';
  /** Residency, languages, availability, expertise: always the four, in this order. */
  rules: RuleVerdict[];
}

/** What a rule finds in a profile, before its name is put to it. */
export type Finding = Pick<RuleVerdict, 'outcome' | 'reason' | 'change'>;

/** One rule as a function: its data and a profile give a finding. */
export type Assessment<Rule> = (rule: Rule, profile: Profile) => Finding;

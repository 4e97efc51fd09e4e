import type { Profile } from '../profile.ts';
import { type Column, column } from './facet.ts';
import type { Gap, Reason } from './fit.ts';
import type { Mandate } from './mandate.ts';
import type { MandateIndex } from './mandate-index.ts';
import { monthNumber } from './month.ts';
import { lookUpSkills } from './skills.ts';

/** What visitors may wish for, the most important first. Relaxing goes the other way. */
export const WISHES = ['domain', 'country', 'start', 'skills'] as const;
export type WishName = (typeof WISHES)[number];

/** Weights of the soft score: among the wishes that are known they are shared out anew. */
const WEIGHTS: Record<WishName, number> = { domain: 0.4, country: 0.25, skills: 0.2, start: 0.15 };

/** Leaving a year later than one could is worth nothing, leaving at once everything. */
const PATIENCE_MONTHS = 12;

/** Something that the visitor would like; it orders mandates and never excludes one. */
export interface Wish {
  weight: number;
  /** Whether a mandate that scores 0 leaves the wish unmet; waiting longer to leave does not. */
  binding: boolean;
  /** How far a mandate meets it, 0 to 1. */
  score: Column;
  explain(mandate: Mandate, position: number): { reasons: Reason[]; gaps: Gap[] };
}

/** The wishes that a profile holds, on a day (YYYY-MM-DD). */
export const wishesOf = (profile: Profile, index: MandateIndex, today: string): Wish[] =>
  [
    domain(profile, index),
    country(profile, index),
    skills(profile, index),
    start(profile, index, today),
  ].filter((wish) => wish !== undefined);

function domain({ domains = [] }: Profile, index: MandateIndex): Wish | undefined {
  if (domains.length === 0) return undefined;
  return {
    weight: WEIGHTS.domain,
    binding: true,
    score: column(index.domains, (offered) => (offered.some((domain) => domains.includes(domain)) ? 1 : 0)),
    explain: ({ domains: offered }) => {
      const met = offered.filter((value) => domains.includes(value));
      return {
        reasons: met.map((value) => ({ kind: 'domain', value })),
        gaps: met.length > 0 ? [] : [{ kind: 'domain', state: 'unmet', values: offered }],
      };
    },
  };
}

function country({ countries = [] }: Profile, index: MandateIndex): Wish | undefined {
  if (countries.length === 0) return undefined;
  return {
    weight: WEIGHTS.country,
    binding: true,
    score: column(index.countries, (code) => (countries.includes(code) ? 1 : 0)),
    explain: ({ country: value }) =>
      countries.includes(value)
        ? { reasons: [{ kind: 'country', value }], gaps: [] }
        : { reasons: [], gaps: [{ kind: 'country', state: 'unmet', value }] },
  };
}

function skills({ skills: values = [] }: Profile, index: MandateIndex): Wish | undefined {
  const found = lookUpSkills(values, index);
  return (
    found && {
      weight: WEIGHTS.skills,
      binding: true,
      score: { codes: index.each, table: found.scores },
      explain: (_mandate, position) => {
        const reasons = found.reasons(position);
        return { reasons, gaps: reasons.length > 0 ? [] : [{ kind: 'skills', state: 'unmet', values }] };
      },
    }
  );
}

function start({ availability }: Profile, index: MandateIndex, today: string): Wish | undefined {
  if (availability?.from === undefined) return undefined;
  const ready = Math.max(monthNumber(availability.from), monthNumber(today));
  return {
    weight: WEIGHTS.start,
    binding: false,
    score: column(index.departures, ({ from }) => {
      const wait = Math.max(0, monthNumber(from) - ready);
      return Math.max(0, 1 - wait / PATIENCE_MONTHS);
    }),
    // The departure's limit says when one leaves.
    explain: () => ({ reasons: [], gaps: [] }),
  };
}

import type { Profile } from '../profile.ts';
import type { Gap, Reason } from './fit.ts';
import { domainBits, type MandateIndex } from './mandate-index.ts';
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
  /** By position, how far the mandate meets it, 0 to 1. */
  scores: Float32Array;
  explain(position: number): { reasons: Reason[]; gaps: Gap[] };
}

/** The wishes that a profile holds. */
export const wishesOf = (profile: Profile, index: MandateIndex, thisMonth: number): Wish[] =>
  [
    domain(profile, index),
    country(profile, index),
    skills(profile, index),
    start(profile, index, thisMonth),
  ].filter((wish) => wish !== undefined);

function domain({ domains = [] }: Profile, index: MandateIndex): Wish | undefined {
  if (domains.length === 0) return undefined;
  const wanted = domainBits(domains);
  const scores = new Float32Array(index.mandates.length);
  for (let position = 0; position < scores.length; position++)
    scores[position] = (index.domains[position] as number) & wanted ? 1 : 0;
  return {
    weight: WEIGHTS.domain,
    binding: true,
    scores,
    explain: (position) => {
      const { domains: offered = [] } = index.mandates[position] ?? {};
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
  const wanted = index.countries.map((value) => (countries.includes(value) ? 1 : 0));
  const scores = new Float32Array(index.mandates.length);
  for (let position = 0; position < scores.length; position++)
    scores[position] = wanted[index.country[position] as number] as number;
  return {
    weight: WEIGHTS.country,
    binding: true,
    scores,
    explain: (position) => {
      const value = index.countries[index.country[position] as number] as string;
      return scores[position]
        ? { reasons: [{ kind: 'country', value }], gaps: [] }
        : { reasons: [], gaps: [{ kind: 'country', state: 'unmet', value }] };
    },
  };
}

function skills({ skills: values = [] }: Profile, index: MandateIndex): Wish | undefined {
  const found = lookUpSkills(values, index);
  return (
    found && {
      weight: WEIGHTS.skills,
      binding: true,
      scores: found.scores,
      explain: (position) => {
        const reasons = found.reasons(position);
        return { reasons, gaps: reasons.length > 0 ? [] : [{ kind: 'skills', state: 'unmet', values }] };
      },
    }
  );
}

function start({ availability }: Profile, index: MandateIndex, thisMonth: number): Wish | undefined {
  if (availability?.from === undefined) return undefined;
  const ready = Math.max(monthNumber(availability.from), thisMonth);
  const scores = new Float32Array(index.mandates.length);
  for (let position = 0; position < scores.length; position++) {
    const wait = Math.max(0, (index.leavesFrom[position] as number) - ready);
    scores[position] = Math.max(0, 1 - wait / PATIENCE_MONTHS);
  }
  return {
    weight: WEIGHTS.start,
    binding: false,
    scores,
    // The departure's limit says when one leaves.
    explain: () => ({ reasons: [], gaps: [] }),
  };
}

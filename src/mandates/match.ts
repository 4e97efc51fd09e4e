import type { Profile } from '../profile.ts';
import type { Gap, Matches, NearMiss, Suggestion } from './fit.ts';
import { type Limit, limitsOf } from './limits.ts';
import type { Mandate } from './mandate.ts';
import { indexMandates, type MandateIndex } from './mandate-index.ts';
import { dayNumber, monthNumber } from './month.ts';
import { Ranking } from './ranking.ts';
import { varied } from './variety.ts';
import { type Wish, wishesOf } from './wishes.ts';

export type { MandateIndex } from './mandate-index.ts';

/** A near miss must keep at least this much of what was wished for: nobody changes plans for less. */
const NEAR_MISS_SCORE = 0.5;
const NEAR_MISS_LIMITS = 2;
/** What a step of effort costs a near miss beside its score. */
const STEP_COST = 0.05;
/** The score when nothing is wished for: no reason to prefer, none to pass over. */
const NO_WISH = 0.5;

export interface MatchOptions {
  /** YYYY-MM-DD, the day by which closing dates and departures are judged. */
  today: string;
  /** The longest either list gets, by default 50; `total` counts all. */
  limit?: number;
  /** Whether the first three may leave the order of scores so as not to show one country alone; by default they do. */
  variety?: boolean;
  /** Suggest only what meets every wish for a field, a country and skills. */
  onlyFitting?: boolean;
}

/**
 * Which mandates suit a profile, and which nearly do. Hard limits exclude: not open, a required language below its
 * level, durations that do not overlap, a departure that is over before the visitor can leave, no residency. What the
 * profile does not say never excludes: it stands among the gaps. Wishes (field, country, skills, start) make the
 * score. Pure: the same profile, mandates and day give the same answer; ties go to the newest, then by id.
 */
export function match(
  profile: Profile,
  mandates: MandateIndex | readonly Mandate[],
  { today, limit = 50, variety = true, onlyFitting = false }: MatchOptions,
): Matches {
  const index = 'mandates' in mandates ? mandates : indexMandates(mandates);
  const thisMonth = monthNumber(today);
  const limits = limitsOf(profile, index, thisMonth);
  const wishes = wishesOf(profile, index, thisMonth);
  const fitting = new Ranking(limit);
  const near = new Ranking(limit);
  const day = dayNumber(today);
  const shortfalls = limits.flatMap((limit) => limit.shortfalls ?? []);

  for (let position = 0; position < index.mandates.length; position++) {
    if ((index.closes[position] as number) < day || (index.leavesTo[position] as number) < thisMonth)
      continue;
    let missed = 0;
    let effort = 0;
    for (const column of shortfalls) {
      const shortfall = column[position] as number;
      if (shortfall > 0) {
        missed++;
        effort += shortfall;
      }
    }
    if (missed > NEAR_MISS_LIMITS) continue;
    const score = scoreOf(wishes, position);
    if (missed === 0) {
      if (!onlyFitting || meetsAll(wishes, position)) fitting.offer(position, score);
    } else if (score >= NEAR_MISS_SCORE) {
      near.offer(position, score - STEP_COST * effort - 1000 * missed);
    }
  }

  const suggestions = fitting.best().map((position) => suggest(position, profile, index, limits, wishes));
  return {
    suggestions: variety ? varied(suggestions) : suggestions,
    nearMisses: near.best().map((position) => nearMiss(position, index, limits, wishes)),
    total: { suggestions: fitting.offered, nearMisses: near.offered },
  };
}

const meetsAll = (wishes: Wish[], position: number): boolean =>
  wishes.every((wish) => !wish.binding || (wish.scores[position] as number) > 0);

/** In thousandths, so that what looks equal is equal. */
function scoreOf(wishes: Wish[], position: number): number {
  let score = 0;
  let weights = 0;
  for (const wish of wishes) {
    score += wish.weight * (wish.scores[position] as number);
    weights += wish.weight;
  }
  return weights === 0 ? NO_WISH : Math.round((1000 * score) / weights) / 1000;
}

function suggest(
  position: number,
  profile: Profile,
  index: MandateIndex,
  limits: Limit[],
  wishes: Wish[],
): Suggestion {
  const mandate = index.mandates[position] as Mandate;
  const wished = wishes.map((wish) => wish.explain(position));
  const met = limits.map((limit) => limit.met(mandate));
  const unasked: Gap[] = profile.domains?.length
    ? []
    : [{ kind: 'domain', state: 'unknown', values: mandate.domains }];
  return {
    id: mandate.id,
    mandate,
    score: scoreOf(wishes, position),
    fits: meetsAll(wishes, position),
    reasons: [...wished, ...met].flatMap(({ reasons }) => reasons),
    gaps: [...[...wished, ...met].flatMap(({ gaps }) => gaps), ...unasked],
  };
}

function nearMiss(position: number, index: MandateIndex, limits: Limit[], wishes: Wish[]): NearMiss {
  const mandate = index.mandates[position] as Mandate;
  return {
    id: mandate.id,
    mandate,
    score: scoreOf(wishes, position),
    unlock: limits.flatMap((limit) => limit.unlock(mandate)),
  };
}

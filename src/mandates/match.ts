import type { Profile } from '../profile.ts';
import { at, sumAt, sumBlock, type Weighted } from './facet.ts';
import type { Gap, Matches, NearMiss, Suggestion } from './fit.ts';
import type { Limit } from './limits/limit.ts';
import { limitsOf } from './limits/limits.ts';
import type { Mandate } from './mandate.ts';
import { indexMandates, type MandateIndex } from './mandate-index.ts';
import { Ranking } from './ranking.ts';
import { varied } from './variety.ts';
import { type Wish, wishesOf } from './wishes.ts';

export type { MandateIndex } from './mandate-index.ts';

/** A near miss must keep half of what was wished for, in thousandths: nobody changes plans for less. */
const NEAR_MISS_SCORE = 500;
/** Positions that are looked at together: their sums stay in the processor's nearest memory. */
const BLOCK = 2048;
/** What a limit costs in steps: more than any effort, so that one limit always comes before two. */
const A_LIMIT = 100_000;
/** A near miss is kept away by two limits at most. */
const NEAR_MISS_TOLL = 3 * A_LIMIT;
/** What a step costs a near miss beside its score. */
const STEP_COST = 50;
/** The score when nothing is wished for: no reason to prefer, none to pass over. */
const NO_WISH = 500;

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
  const limits = limitsOf(profile, index, today);
  const wishes = wishesOf(profile, index, today);
  const tollColumns = tollsOf(limits);
  const scoreColumns = scoresOf(wishes);
  const fitting = new Ranking(limit);
  const near = new Ranking(limit);
  const scoreAt = (sum: number) => (wishes.length === 0 ? NO_WISH : rounded(sum));

  const tolls = new Float64Array(BLOCK);
  const sums = new Float64Array(BLOCK);
  const { length } = index.mandates;
  for (let start = 0; start < length; start += BLOCK) {
    sumBlock(tolls, tollColumns, start);
    sumBlock(sums, scoreColumns, start);
    for (let place = 0; place < BLOCK && start + place < length; place++) {
      const toll = tolls[place] as number;
      if (toll >= NEAR_MISS_TOLL) continue;
      const position = start + place;
      const score = scoreAt(sums[place] as number);
      if (toll === 0) {
        if (!onlyFitting || meetsAll(wishes, position)) fitting.offer(position, score);
      } else if (score >= NEAR_MISS_SCORE) {
        near.offer(position, score - STEP_COST * toll);
      }
    }
  }

  const found = (position: number): Found => ({
    position,
    mandate: index.mandates[position] as Mandate,
    score: scoreAt(sumAt(scoreColumns, position)) / 1000,
  });
  const suggestions = fitting.best().map((position) => suggest(found(position), profile, limits, wishes));
  return {
    suggestions: variety ? varied(suggestions) : suggestions,
    nearMisses: near.best().map((position) => nearMiss(found(position), limits)),
    total: { suggestions: fitting.offered, nearMisses: near.offered },
  };
}

/** Together 0 where a mandate is open to the visitor; else the steps that are missing, and `A_LIMIT` for each limit. */
const tollsOf = (limits: Limit[]): Weighted[] =>
  limits.flatMap(({ shortfall }) => {
    if (!shortfall) return [];
    const { codes, table } = shortfall;
    return { column: { codes, table: table.map((steps) => (steps > 0 ? A_LIMIT + steps : 0)) }, weight: 1 };
  });

/** Together the weighted mean of what the wishes say, in thousandths. */
function scoresOf(wishes: Wish[]): Weighted[] {
  const weights = wishes.reduce((sum, { weight }) => sum + weight, 0);
  return wishes.map(({ score, weight }) => ({ column: score, weight: (1000 * weight) / weights }));
}

/** To whole thousandths, so that what looks equal is equal; `Math.round` takes several times as long. */
const rounded = (score: number): number => (score + 0.5) | 0;

const meetsAll = (wishes: Wish[], position: number): boolean =>
  wishes.every((wish) => !wish.binding || at(wish.score, position) > 0);

interface Found {
  position: number;
  mandate: Mandate;
  score: number;
}

function suggest(
  { position, mandate, score }: Found,
  profile: Profile,
  limits: Limit[],
  wishes: Wish[],
): Suggestion {
  const wished = wishes.map((wish) => wish.explain(mandate, position));
  const met = limits.map((limit) => limit.met(mandate));
  const unasked: Gap[] = profile.domains?.length
    ? []
    : [{ kind: 'domain', state: 'unknown', values: mandate.domains }];
  return {
    id: mandate.id,
    mandate,
    score,
    fits: meetsAll(wishes, position),
    reasons: [...wished, ...met].flatMap(({ reasons }) => reasons),
    gaps: [...[...wished, ...met].flatMap(({ gaps }) => gaps), ...unasked],
  };
}

const nearMiss = ({ mandate, score }: Found, limits: Limit[]): NearMiss => ({
  id: mandate.id,
  mandate,
  score,
  unlock: limits.flatMap((limit) => limit.unlock(mandate)),
});

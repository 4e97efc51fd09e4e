import type { Domain, Level, Residency } from '../profile.ts';
import type { Mandate } from './mandate.ts';

/** Why a mandate fits, as data that the dialogs word. Months of stay are numbers, months of the calendar `YYYY-MM`. */
export type Reason =
  | { kind: 'domain'; value: Domain }
  | { kind: 'country'; value: string }
  | { kind: 'language'; code: string; level: Level; have: Level }
  | {
      kind: 'duration';
      minMonths: number;
      maxMonths: number;
      /** The stay that suits both. */
      overlap: { minMonths: number; maxMonths: number };
    }
  /** `earliest`: the first month that suits both; without `to` the departure is flexible. */
  | { kind: 'departure'; from: string; to?: string; earliest: string }
  | { kind: 'residency'; have: Residency }
  /** A skill in the visitor's own words, found in the mandate's words or through its field. */
  | { kind: 'skill'; value: string; by: 'words' | 'domain' };

/**
 * What is not (yet) there: `unknown` is to be asked, `to-confirm` is for the team, `unmet` is a wish or a helpful
 * language that this mandate leaves open. A gap never excludes.
 */
export type Gap =
  | { kind: 'residency'; state: 'unknown' | 'to-confirm'; have?: Residency }
  | {
      kind: 'language';
      state: 'unknown' | 'unmet';
      code: string;
      level: Level;
      have?: Level;
      required: boolean;
    }
  | { kind: 'duration'; state: 'unknown'; minMonths: number; maxMonths: number }
  | { kind: 'departure'; state: 'unknown'; from: string; to?: string }
  | { kind: 'domain'; state: 'unknown' | 'unmet'; values: Domain[] }
  | { kind: 'country'; state: 'unmet'; value: string }
  | { kind: 'skills'; state: 'unmet'; values: string[] };

/** What the visitor would have to change for a hard limit to open. */
export type Unlock =
  | { kind: 'duration'; need: number; have: number; more: number }
  | { kind: 'duration'; need: number; have: number; less: number }
  /** Leaving `earlier` months sooner, by `need`. */
  | { kind: 'departure'; need: string; have: string; earlier: number }
  | { kind: 'language'; code: string; need: Level; have?: Level }
  | { kind: 'residency'; need: Residency[]; have: Residency };

export interface Suggestion {
  id: string;
  mandate: Mandate;
  /** How much of what was wished for is met, 0 to 1, in thousandths; 0.5 where nothing was wished. */
  score: number;
  /** Every wish for a field, a country and skills is met. */
  fits: boolean;
  reasons: Reason[];
  gaps: Gap[];
}

/** A mandate that one or two hard limits keep away. */
export interface NearMiss {
  id: string;
  mandate: Mandate;
  score: number;
  unlock: Unlock[];
}

export interface Matches {
  /** Best first. */
  suggestions: Suggestion[];
  /** Nearest first. */
  nearMisses: NearMiss[];
  /** How many there are, beyond the limit of the lists. */
  total: { suggestions: number; nearMisses: number };
}

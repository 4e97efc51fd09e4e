import type { Locale } from '../locale.ts';
import type { Domain, Level } from '../profile.ts';

export type Localized = Record<Locale, string>;
export type LocalizedList = Record<Locale, string[]>;

export interface LanguageNeed {
  /** ISO 639-1. */
  code: string;
  /** The least that is needed, CEFR. */
  level: Level;
  /** Absent means true; false is a language that helps. */
  required?: boolean;
}

/** One volunteer mandate, as `data/mandate.schema.json` describes it field by field. */
export interface Mandate {
  id: string;
  status: 'draft' | 'open' | 'closed';
  /** An invented example, to be shown as such. */
  sample?: boolean;
  /** ISO 3166-1 alpha-2. */
  country: string;
  city?: string;
  partner: string;
  domains: Domain[];
  title: Localized;
  summary: Localized;
  skills?: LocalizedList;
  requirements?: LocalizedList;
  languages: LanguageNeed[];
  duration: { minMonths: number; maxMonths: number };
  /** Months, YYYY-MM; without `to` the departure is flexible. */
  departure: { from: string; to?: string };
  remote?: boolean;
  applyUrl?: string;
  /** Dates, YYYY-MM-DD. */
  publishedOn: string;
  closesOn?: string;
}

/** The content of `data/mandates.json`. */
export interface MandatesFile {
  mandates: Mandate[];
}

export const isRequired = (need: LanguageNeed): boolean => need.required !== false;

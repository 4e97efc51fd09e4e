import type { Profile } from '../../profile.ts';
import type { MandateIndex } from '../mandate-index.ts';
import { departure } from './departure.ts';
import { duration } from './duration.ts';
import { languages } from './languages.ts';
import type { Limit } from './limit.ts';
import { opening } from './opening.ts';
import { residency } from './residency.ts';

/** The limits of a profile over an index, on a day (YYYY-MM-DD). */
export const limitsOf = (profile: Profile, index: MandateIndex, today: string): Limit[] => [
  opening(index, today),
  residency(profile, index),
  languages(profile, index),
  duration(profile, index),
  departure(profile, index, today),
];

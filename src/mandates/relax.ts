import type { Profile } from '../profile.ts';
import type { Matches } from './fit.ts';
import type { Mandate } from './mandate.ts';
import { indexMandates, type MandateIndex } from './mandate-index.ts';
import { type MatchOptions, match } from './match.ts';
import { WISHES, type WishName } from './wishes.ts';

export interface Relaxed extends Matches {
  /** The wishes left aside, the least important first; empty when everything could be met. */
  dropped: WishName[];
}

/**
 * What fits a profile in every wish and, when nothing does, what fits it with as few and as unimportant wishes left
 * aside as possible: skills first, then start, country, field. `suggestions` holds only what fits the wishes kept; it
 * is empty when even with no wish every mandate is closed to the visitor.
 */
export function relax(
  profile: Profile,
  mandates: MandateIndex | readonly Mandate[],
  options: MatchOptions,
): Relaxed {
  const index = 'mandates' in mandates ? mandates : indexMandates(mandates);
  const held = WISHES.filter((wish) => holds(profile, wish)).reverse();
  let last: Relaxed | undefined;
  for (const dropped of subsets(held)) {
    const found = match(dropped.reduce(without, profile), index, { ...options, onlyFitting: true });
    last = { ...found, dropped };
    if (found.suggestions.length > 0) return last;
  }
  return last as Relaxed;
}

function holds({ availability, domains, countries, skills }: Profile, wish: WishName): boolean {
  if (wish === 'start') return availability?.from !== undefined;
  const wished = { domain: domains, country: countries, skills }[wish] ?? [];
  return wished.length > 0;
}

function without(profile: Profile, wish: WishName): Profile {
  switch (wish) {
    case 'domain':
      return { ...profile, domains: undefined };
    case 'country':
      return { ...profile, countries: undefined };
    case 'skills':
      return { ...profile, skills: undefined };
    case 'start':
      return { ...profile, availability: { ...profile.availability, from: undefined } };
  }
}

/** Every set of the wishes: none, then each alone, then pairs …; within a size, those that cost least first. */
function subsets(wishes: WishName[]): WishName[][] {
  const all: WishName[][] = [[]];
  for (const wish of wishes) all.push(...all.map((set) => [...set, wish]));
  // Read as binary numbers, first wish lowest, `all` is already in order of cost: sorting by size keeps it.
  return all.sort((a, b) => a.length - b.length);
}

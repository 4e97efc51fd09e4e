import { dayOf } from '../src/day.ts';
import type { Matches } from '../src/mandates/fit.ts';
import type { Mandate } from '../src/mandates/mandate.ts';
import { match } from '../src/mandates/match.ts';
import { relax } from '../src/mandates/relax.ts';
import { unlocks } from '../src/mandates/unlocks.ts';
import type { Profile } from '../src/profile.ts';
import type { Pointer } from './cues.ts';
import { unlockInWords } from './reasons.ts';
import type { Talk } from './talk.ts';

/** How many mandates are shown at a time: as many as a phone can compare. */
export const PAGE = 3;

const today = (talk: Talk): string => dayOf(talk.now);

/** What fits every wish that can be met, then what comes near, best first. */
export function search(talk: Talk) {
  const { profile } = talk.memory;
  const mandates = talk.services.mandates();
  const found = relax(profile, mandates, { today: today(talk) });
  if (found.suggestions.length >= PAGE) return { ...found, fitting: found.suggestions.length };
  const fits = new Set(found.suggestions.map(({ id }) => id));
  const near = match(profile, mandates, { today: today(talk) }).suggestions.filter(({ id }) => !fits.has(id));
  return { ...found, suggestions: [...found.suggestions, ...near], fitting: fits.size };
}

/** More wishes at once tell nothing: a shared link can name every country there is. */
const MOST_SOUGHT = 24;

/**
 * What a search was for, as events for the figures: `seeks:<domain>:<country>`, where `any` stands for no wish.
 * Nothing of it says who searched.
 */
export const soughtBy = ({ domains = [], countries = [] }: Profile): string[] =>
  orAny(domains)
    .flatMap((domain) => orAny(countries).map((country) => `seeks:${domain}:${country}`))
    .slice(0, MOST_SOUGHT);

const orAny = (wishes: string[]): string[] => (wishes.length > 0 ? wishes : ['any']);

/** How many mandates come before the page that was shown last. */
export const pageStart = ({ memory: { found } }: Talk): number =>
  Math.floor(Math.max((found?.seen ?? 0) - 1, 0) / PAGE) * PAGE;

/** The number of a mandate, the next free one when it was not shown before. */
export function numberOf({ memory: { shown } }: Talk, id: string): number {
  const place = shown.indexOf(id);
  return place < 0 ? shown.push(id) : place + 1;
}

/** The number of the mandate that a message points at; a place counts on the page that was shown last. */
export function numberOfPointer(talk: Talk, pointer: Pointer): number | undefined {
  if ('number' in pointer) return pointer.number;
  const { found } = talk.memory;
  const id = found?.ids.slice(pageStart(talk), found.seen)[pointer.place - 1];
  return id === undefined ? undefined : numberOf(talk, id);
}

/** The mandate that a number stands for; undefined when there is none (any more). */
export function numbered({ memory, services }: Talk, number: number): Mandate | undefined {
  const id = memory.shown[number - 1];
  return services.mandates().mandates.find((mandate) => mandate.id === id);
}

/** How one mandate suits the visitor now, whatever else was left aside to find it. */
export const fitOf = (talk: Talk, mandate: Mandate): Matches =>
  match(talk.memory.profile, [mandate], { today: today(talk) });

/** What suits the visitor in one country, whichever they wished for. */
export function fitIn(talk: Talk, country: string): Matches {
  const { memory, services } = talk;
  const there = services.mandates().mandates.filter((mandate) => mandate.country === country);
  return match({ ...memory.profile, countries: [country] }, there, { today: today(talk) });
}

/**
 * What would open more mandates, the most for the least first: "If you stayed 2 months longer, 3 more mandates would
 * open." Of several such changes of one kind (a month more, two months more) only the best is told. Invented mandates
 * are called examples.
 */
export function openingsInWords(talk: Talk, { nearMisses, suggestions }: Found, most: number): string[] {
  const key = suggestions.length > 0 ? 'mandates:unlock' : 'mandates:unlockFirst';
  const samples = new Set(nearMisses.filter(({ mandate }) => mandate.sample).map(({ id }) => id));
  const kinds = new Set<string>();
  return unlocks(nearMisses)
    .filter(({ unlock }) => {
      const kind = unlock.kind === 'language' ? unlock.code : unlock.kind;
      return !kinds.has(kind) && kinds.add(kind);
    })
    .slice(0, most)
    .map(({ unlock, ids }) => {
      const areExamples = ids.every((id) => samples.has(id));
      const change = unlockInWords(talk, unlock);
      return talk.t(areExamples ? `${key}Examples` : key, { change, count: ids.length });
    });
}

type Found = Pick<Matches, 'nearMisses' | 'suggestions'>;

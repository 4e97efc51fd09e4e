import { LOCALES } from '../locale.ts';
import type { Domain } from '../profile.ts';
import { domainsByStem } from './domains.ts';
import { type Facet, facet } from './facet.ts';
import { isRequired, type LanguageNeed, type Mandate } from './mandate.ts';
import { type Scratch, scratchFor } from './scratch.ts';
import { stemsIn } from './words.ts';

/** Positions of mandates in the index, ascending. */
export type Postings = Uint32Array;

/** When one can apply, as far as the mandate alone decides. */
export interface Opening {
  status: Mandate['status'];
  /** Dates and months as in the mandate, empty where it sets none. */
  closesOn: string;
  lastDeparture: string;
}

/**
 * The mandates laid out by facets, so that one pass over 100,000 of them takes milliseconds.
 * A mandate's position is the same in all of them; newest first, then by id, which is also how ties are broken.
 */
export interface MandateIndex {
  readonly mandates: readonly Mandate[];
  readonly openings: Facet<Opening>;
  readonly languages: Facet<readonly LanguageNeed[]>;
  readonly durations: Facet<Mandate['duration']>;
  readonly departures: Facet<Mandate['departure']>;
  readonly domains: Facet<readonly Domain[]>;
  readonly countries: Facet<string>;
  /** Every mandate its own value: what differs from each to each. */
  readonly each: Uint32Array;
  /** Stem (`gestion`) → mandates whose title, summary, skills or requirements have it. */
  readonly words: ReadonlyMap<string, Postings>;
  /** The keys of `words` in order, to find those of one family. */
  readonly vocabulary: readonly string[];
  readonly byDomain: ReadonlyMap<Domain, Postings>;
  readonly domainsByStem: ReadonlyMap<string, readonly Domain[]>;
  readonly scratch: Scratch;
}

/** Builds the index; call it again when the mandates change. The mandates must be valid. */
export function indexMandates(unordered: readonly Mandate[]): MandateIndex {
  const mandates = [...unordered].sort((a, b) => order(b.publishedOn, a.publishedOn) || order(a.id, b.id));
  const words = post(mandates, stemsOfMandate);
  return {
    mandates,
    openings: facet(mandates, openingOf, (opening) => Object.values(opening).join()),
    languages: facet(mandates, ({ languages }) => languages.filter(isRequired), JSON.stringify),
    durations: facet(mandates, ({ duration }) => duration, JSON.stringify),
    departures: facet(mandates, ({ departure }) => departure, JSON.stringify),
    domains: facet(mandates, ({ domains }) => domains),
    countries: facet(mandates, ({ country }) => country),
    each: Uint32Array.from(mandates.keys()),
    words,
    vocabulary: [...words.keys()].sort(order),
    byDomain: post(mandates, (m) => m.domains),
    domainsByStem: domainsByStem(),
    scratch: scratchFor(mandates.length),
  };
}

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const openingOf = ({ status, closesOn = '', departure }: Mandate): Opening => ({
  status,
  closesOn,
  lastDeparture: departure.to ?? '',
});

function post<Term>(mandates: readonly Mandate[], terms: (mandate: Mandate) => Term[]): Map<Term, Postings> {
  const lists = new Map<Term, number[]>();
  mandates.forEach((mandate, position) => {
    for (const term of terms(mandate)) {
      const list = lists.get(term);
      if (!list) lists.set(term, [position]);
      else if (list[list.length - 1] !== position) list.push(position);
    }
  });
  return new Map([...lists].map(([term, list]) => [term, Uint32Array.from(list)]));
}

const stemsOfMandate = ({ title, summary, skills, requirements }: Mandate): string[] =>
  LOCALES.flatMap((locale) =>
    stemsIn(
      locale,
      [title[locale], summary[locale], ...(skills?.[locale] ?? []), ...(requirements?.[locale] ?? [])].join(
        ' ',
      ),
    ),
  );

import { LOCALES } from '../locale.ts';
import { DOMAINS, type Domain } from '../profile.ts';
import { domainsByStem } from './domains.ts';
import { isRequired, type LanguageNeed, type Mandate } from './mandate.ts';
import { dayNumber, monthNumber } from './month.ts';
import { stemsIn } from './words.ts';

/** No date or month is later. */
const NEVER = 2 ** 31 - 1;

/** Positions of mandates in the index, ascending. */
export type Postings = Uint32Array;

/**
 * The mandates laid out in columns, so that one pass over 100,000 of them takes milliseconds.
 * A mandate's position is the same in every column; newest first, then by id, which is also how ties are broken.
 */
export interface MandateIndex {
  readonly mandates: readonly Mandate[];
  /** Last day to apply as `dayNumber`; 0 where the mandate is not open. */
  readonly closes: Int32Array;
  readonly leavesFrom: Int32Array;
  readonly leavesTo: Int32Array;
  readonly minMonths: Float64Array;
  readonly maxMonths: Float64Array;
  readonly country: Uint16Array;
  readonly countries: readonly string[];
  /** One bit a domain, in the order of `DOMAINS`. */
  readonly domains: Uint16Array;
  /** Which of `languageNeeds` the mandate has: few combinations serve thousands of mandates. */
  readonly languages: Uint32Array;
  readonly languageNeeds: readonly (readonly LanguageNeed[])[];
  /** Stem (`gestion`) → mandates whose title, summary, skills or requirements have it. */
  readonly words: ReadonlyMap<string, Postings>;
  /** The keys of `words` in order, to find those of one family. */
  readonly vocabulary: readonly string[];
  readonly byDomain: ReadonlyMap<Domain, Postings>;
  readonly domainsByStem: ReadonlyMap<string, readonly Domain[]>;
}

export const domainBits = (domains: readonly Domain[]): number =>
  domains.reduce((bits, domain) => bits | (1 << DOMAINS.indexOf(domain)), 0);

/** Builds the index; call it again when the mandates change. The mandates must be valid. */
export function indexMandates(unordered: readonly Mandate[]): MandateIndex {
  const mandates = [...unordered].sort((a, b) => order(b.publishedOn, a.publishedOn) || order(a.id, b.id));
  const countries = numbering<string>((code) => code);
  const needs = numbering<LanguageNeed[]>((list) => list.map((n) => `${n.code}${n.level}`).join());
  const column = <Numbers extends { [position: number]: number }>(
    numbers: Numbers,
    value: (m: Mandate) => number,
  ) => {
    mandates.forEach((mandate, position) => {
      numbers[position] = value(mandate);
    });
    return numbers;
  };
  const size = mandates.length;
  const words = post(mandates, stemsOfMandate);
  return {
    mandates,
    closes: column(new Int32Array(size), closingDay),
    leavesFrom: column(new Int32Array(size), (m) => monthNumber(m.departure.from)),
    leavesTo: column(new Int32Array(size), (m) => (m.departure.to ? monthNumber(m.departure.to) : NEVER)),
    minMonths: column(new Float64Array(size), (m) => m.duration.minMonths),
    maxMonths: column(new Float64Array(size), (m) => m.duration.maxMonths),
    country: column(new Uint16Array(size), (m) => countries.of(m.country)),
    countries: countries.values,
    domains: column(new Uint16Array(size), (m) => domainBits(m.domains)),
    languages: column(new Uint32Array(size), (m) => needs.of(m.languages.filter(isRequired))),
    languageNeeds: needs.values,
    words,
    vocabulary: [...words.keys()].sort(order),
    byDomain: post(mandates, (m) => m.domains),
    domainsByStem: domainsByStem(),
  };
}

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const closingDay = (mandate: Mandate): number => {
  if (mandate.status !== 'open') return 0;
  return mandate.closesOn ? dayNumber(mandate.closesOn) : NEVER;
};

/** Gives each different value a number, from 0. */
function numbering<Value>(key: (value: Value) => string) {
  const numbers = new Map<string, number>();
  const values: Value[] = [];
  const of = (value: Value): number => {
    const known = numbers.get(key(value));
    if (known !== undefined) return known;
    numbers.set(key(value), values.length);
    return values.push(value) - 1;
  };
  return { of, values };
}

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

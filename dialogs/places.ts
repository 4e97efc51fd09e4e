import { LOCALES, type Locale } from '../src/locale.ts';
import { COUNTRIES } from '../src/profile.ts';
import { foldLabel } from './choices.ts';
import { asksWhyNothing } from './cues.ts';
import type { Talk } from './talk.ts';
import { countryName, list } from './wording.ts';

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';

let names: Map<string, string> | undefined;

/** Every pair of letters: those that are no country's code are named by nothing but themselves. */
const CODES = [...LETTERS].flatMap((first) => [...LETTERS].map((second) => first + second));

/** What each country is called in each language: a question may name one without wishing for it. */
function countryNames(): Map<string, string> {
  names ??= new Map(
    LOCALES.flatMap((locale) =>
      CODES.map((code): [string, string] => [countryName(code, locale), code])
        .filter(([name, code]) => name !== code)
        .map(([name, code]) => [foldLabel(name), code]),
    ),
  );
  return names;
}

/** The countries that a text names, the longest name first: "Guinea-Bissau" names no Guinea. */
function countriesNamed(text: string): string[] {
  let words = ` ${foldLabel(text)} `;
  const named: string[] = [];
  for (const [name, code] of [...countryNames()].sort(([a], [b]) => b.length - a.length)) {
    if (!words.includes(` ${name} `)) continue;
    words = words.replace(` ${name} `, ' ');
    if (!named.includes(code)) named.push(code);
  }
  return named;
}

/** Where visitors live, and no mandate leads. */
const HOME = 'CA';

/** A question of more words names a country for other reasons too: where somebody comes from, or has been. */
const SHORT_QUESTION = 9;

/** The countries without a mandate that a short question is about: "is there anything in Kenya?" */
export function askedWithoutMandates(talk: Talk): string[] {
  const { text } = talk.meaning;
  if (text.split(/\s+/).length > SHORT_QUESTION) return [];
  return withoutMandates(talk, countriesNamed(text)).filter((code) => code !== HOME);
}

/** The country of "why not Nepal?" and "why is there nothing in Haiti?". */
export function countryAskedWhy(text: string): string | undefined {
  if (!asksWhyNothing(text)) return undefined;
  return countriesNamed(text)[0];
}

/** Countries that were never announced and where no mandate is either: nobody is left to hope for one there. */
export const withoutMandates = ({ services }: Talk, codes: string[]): string[] =>
  codes.filter(
    (code) =>
      !COUNTRIES.some((known) => known === code) &&
      !services.mandates().mandates.some(({ country }) => country === code),
  );

/** Says that there is nothing in the countries that the visitor named, and where there is. */
export function elsewhereInWords({ memory: { locale }, t }: Talk, elsewhere: string[]): string {
  return t('mandates:inCountry.unknown', {
    countries: namesIn(elsewhere, locale),
    known: namesIn(COUNTRIES, locale),
  });
}

/** "Kenya and Peru" */
export const namesIn = (codes: readonly string[], locale: Locale): string =>
  list(
    codes.map((code) => countryName(code, locale)),
    locale,
  );

import { LOCALES } from '../src/locale.ts';
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

/** The country of "why not Nepal?" and "why is there nothing in Haiti?". */
export function countryAskedWhy(text: string): string | undefined {
  if (!asksWhyNothing(text)) return undefined;
  const words = ` ${foldLabel(text)} `;
  return [...countryNames()].find(([name]) => words.includes(` ${name} `))?.[1];
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
  const named = (codes: readonly string[]) =>
    list(
      codes.map((code) => countryName(code, locale)),
      locale,
    );
  return t('mandates:inCountry.unknown', { countries: named(elsewhere), known: named(COUNTRIES) });
}

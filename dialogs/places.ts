import { LOCALES } from '../src/locale.ts';
import { COUNTRIES } from '../src/profile.ts';
import { foldLabel } from './choices.ts';
import { asksWhyNothing } from './cues.ts';
import type { Talk } from './talk.ts';
import { countryName, list } from './wording.ts';

let names: Map<string, string> | undefined;

/** What each of the countries is called in each language: a question may name one without wishing for it. */
function countryNames(): Map<string, string> {
  names ??= new Map(
    COUNTRIES.flatMap((code) => LOCALES.map((locale) => [foldLabel(countryName(code, locale)), code])),
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
export function elsewhereInWords({ elsewhere, memory: { locale }, t }: Talk): string {
  const named = (codes: readonly string[]) =>
    list(
      codes.map((code) => countryName(code, locale)),
      locale,
    );
  return t('mandates:inCountry.unknown', { countries: named(elsewhere), known: named(COUNTRIES) });
}

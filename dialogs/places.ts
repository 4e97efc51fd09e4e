import { LOCALES, type Locale } from '../src/locale.ts';
import { COUNTRIES } from '../src/profile.ts';
import { foldLabel } from './choices.ts';
import { asksWhyNothing } from './cues.ts';
import type { Talk } from './talk.ts';
import { countryName, list } from './wording.ts';

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** Codes that Intl has a name for and that are no country's: unions, groups, tests. */
const NO_COUNTRY = new Set(['EU', 'EZ', 'UN', 'QO', 'XA', 'XB', 'ZZ']);

/** Every country's code. Retired ones ("DY", once Benin) have names too, which belong to the codes of today. */
const codes = (): string[] =>
  [...LETTERS]
    .flatMap((first) => [...LETTERS].map((second) => first + second))
    .filter((code) => !NO_COUNTRY.has(code) && Intl.getCanonicalLocales(`und-${code}`)[0] === `und-${code}`);

const names = new Map<Locale, Map<string, string>>();

/** What each country is called in a language, folded, with its code. */
function countryNames(locale: Locale): Map<string, string> {
  const known =
    names.get(locale) ??
    new Map(
      codes()
        .map((code): [string, string] => [countryName(code, locale), code])
        .filter(([name, code]) => name !== code)
        .map(([name, code]) => [foldLabel(name), code]),
    );
  names.set(locale, known);
  return known;
}

const LONGEST_NAME = 5;

/** The country whose name stands at a word, the longest name first: "Guinea-Bissau" is no Guinea. */
function countryAt(words: string[], at: number, locale: Locale): string | undefined {
  for (let length = LONGEST_NAME; length > 0; length--) {
    const code = countryNames(locale).get(words.slice(at, at + length).join(' '));
    if (code) return code;
  }
  return undefined;
}

/** Lead to a place, as a word such as « réunion » or "irán" needs to be one. */
const LEADS = new Set(['in', 'to', 'about', 'for', 'au', 'aux', 'en', 'a', 'dans', 'para', 'hacia']);
const ARTICLES = new Set(['the', 'la', 'le', 'l', 'les', 'el', 'los', 'las']);
/** Before them it is where somebody is at home. */
const LIVES =
  /^(live|lives|living|based|born|resident|vis|vit|vivons|habite|habitons|nee?|resid\w*|viv\w*|naci|soy|somos)$/;

/** Where visitors live, and no mandate leads. */
const HOME = 'CA';

/** A question of more words names a country for other reasons too. */
const SHORT_QUESTION = 9;

/** The countries without a mandate that a short question is about: "is there anything in Kenya?" */
export function askedWithoutMandates(talk: Talk): string[] {
  const words = foldLabel(talk.meaning.text).split(' ');
  if (words.length > SHORT_QUESTION) return [];
  const asked = words.flatMap((word, at) => {
    if (!LEADS.has(word) || words.slice(Math.max(0, at - 2), at).some((before) => LIVES.test(before)))
      return [];
    const start = ARTICLES.has(words[at + 1] ?? '') ? at + 2 : at + 1;
    return countryAt(words, start, talk.memory.locale) ?? [];
  });
  return withoutMandates(talk, [...new Set(asked)]).filter((code) => code !== HOME);
}

/** The country of "why not Nepal?" and "why is there nothing in Haiti?", in any of our languages. */
export function countryAskedWhy(text: string): string | undefined {
  if (!asksWhyNothing(text)) return undefined;
  const words = foldLabel(text).split(' ');
  return words
    .flatMap((_, at) => LOCALES.map((locale) => countryAt(words, at, locale)))
    .find((code) => code !== undefined);
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

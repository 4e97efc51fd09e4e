import { type Locale, tagOf } from '../src/locale.ts';

/** Making one of Intl's formats takes longer than the rest of a reply; each is made once a language. */
const once = <Arguments extends (string | undefined)[], Format>(make: (...rest: Arguments) => Format) => {
  const made = new Map<string, Format>();
  return (...rest: Arguments): Format => {
    const key = rest.join();
    const known = made.get(key) ?? make(...rest);
    made.set(key, known);
    return known;
  };
};

/** "a, b and c" */
export const listFormat = once(
  (locale: Locale, type: 'conjunction' | 'disjunction') => new Intl.ListFormat(tagOf(locale), { type }),
);

/** Names of countries and languages by their codes. */
export const namesOf = once(
  (locale: Locale, type: 'region' | 'language') => new Intl.DisplayNames(tagOf(locale), { type }),
);

/** "17 March 2022" */
export const dayFormat = once(
  (locale: Locale) => new Intl.DateTimeFormat(tagOf(locale), { dateStyle: 'long', timeZone: 'UTC' }),
);

/** "January 2027" */
export const monthFormat = once(
  (locale: Locale) =>
    new Intl.DateTimeFormat(tagOf(locale), { month: 'long', year: 'numeric', timeZone: 'UTC' }),
);

/** Numbers with at most one decimal. */
export const numberFormat = once(
  (locale: Locale) => new Intl.NumberFormat(tagOf(locale), { maximumFractionDigits: 1 }),
);

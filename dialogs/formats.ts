import { type Locale, tagOf } from '../src/locale.ts';

/** Making one of Intl's formats takes longer than the rest of a reply. What is asked again and again is kept, formatted. */
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

const namesOf = once(
  (locale: Locale, type: 'region' | 'language') => new Intl.DisplayNames(tagOf(locale), { type }),
);

/** The name of a country or a language by its code of two letters; the code itself for one that Intl does not know. */
export const nameOf = once(
  (locale: Locale, type: 'region' | 'language', code: string) => namesOf(locale, type).of(code) ?? code,
);

const dayFormat = once(
  (locale: Locale) => new Intl.DateTimeFormat(tagOf(locale), { dateStyle: 'long', timeZone: 'UTC' }),
);

/** The day on which a source was published, `2022-03-17` → "17 March 2022"; there are few of them. */
export const dayOf = once((locale: Locale, day: string) => dayFormat(locale).format(new Date(day)));

/** "January 2027" */
export const monthFormat = once(
  (locale: Locale) =>
    new Intl.DateTimeFormat(tagOf(locale), { month: 'long', year: 'numeric', timeZone: 'UTC' }),
);

/** Numbers with at most one decimal. */
export const numberFormat = once(
  (locale: Locale) => new Intl.NumberFormat(tagOf(locale), { maximumFractionDigits: 1 }),
);

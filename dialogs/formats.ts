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
  (locale: string, type: 'conjunction' | 'disjunction') => new Intl.ListFormat(locale, { type }),
);

/** Names of countries and languages by their codes. */
export const namesOf = once(
  (locale: string, type: 'region' | 'language') => new Intl.DisplayNames(locale, { type }),
);

/** "17 March 2022", as the approved answers write it; plain "en" would say "March 17, 2022". */
export const dayFormat = once(
  (locale: string) =>
    new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : locale, { dateStyle: 'long', timeZone: 'UTC' }),
);

/** "January 2027" */
export const monthFormat = once(
  (locale: string) => new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric', timeZone: 'UTC' }),
);

/** Numbers with at most one decimal. */
export const numberFormat = once(
  (locale: string) => new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }),
);

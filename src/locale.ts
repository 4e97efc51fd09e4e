/** The three languages of the assistant, the first one being the organisation's own. */
export const LOCALES = ['fr', 'en', 'es'] as const;

export type Locale = (typeof LOCALES)[number];

/** The languages by their own names, which are also what the bot understands. */
export const LANGUAGE_NAMES: Record<Locale, string> = { fr: 'Français', en: 'English', es: 'Español' };

/** What `of` makes of each language. */
export const inEachLocale = <T>(of: (locale: Locale) => T): Record<Locale, T> =>
  Object.fromEntries(LOCALES.map((locale) => [locale, of(locale)])) as Record<Locale, T>;

export const isLocale = (value: unknown): value is Locale => LOCALES.includes(value as Locale);

/** The tag to write lists, dates and numbers by. English as the texts write it: "a, b or c", "17 March 2022". */
export const tagOf = (locale: Locale): string => (locale === 'en' ? 'en-GB' : locale);

/**
 * The first of our languages that a list of BCP 47 tags asks for ("es-MX" → `es`).
 * Only the primary subtag counts; anything unknown, `__proto__` included, is passed over.
 */
export function pickLocale(...tags: (string | undefined)[]): Locale | undefined {
  for (const tag of tags) {
    const primary = tag?.toLowerCase().split(/[-_]/, 1)[0];
    if (isLocale(primary)) return primary;
  }
  return undefined;
}

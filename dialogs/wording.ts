import type { Locale } from '../src/locale.ts';
import type { Profile } from '../src/profile.ts';
import { listFormat, monthFormat, nameOf, numberFormat } from './formats.ts';
import { type Field, type Memory, OTHER_LANGUAGE } from './memory.ts';
import type { Talk } from './talk.ts';

/** "a, b and c" in a language. */
export const list = (
  items: string[],
  locale: Locale,
  type: 'conjunction' | 'disjunction' = 'conjunction',
): string => listFormat(locale, type).format(items);

/** A country's name in a language; the code itself for one that no language knows. */
export const countryName = (code: string, locale: Locale): string => nameOf(locale, 'region', code);

/** A language's name as it stands in the middle of a sentence. */
export const languageName = (code: string, locale: Locale): string => nameOf(locale, 'language', code);

/** `2027-01` → "January 2027", "janvier 2027", "enero de 2027". */
export const monthName = (month: string, locale: Locale): string =>
  monthFormat(locale).format(new Date(`${month}-15`));

const WEEKS_A_MONTH = 4;

/** A number of months as people say it: "6 months", "2 and a half months", and "2 weeks" for half of one. */
export function months(talk: Talk, count: number): string {
  const { t } = talk;
  if (count < 1) {
    const weeks = Math.max(1, Math.round(count * WEEKS_A_MONTH));
    return t('profile:weeks', { count: weeks, number: formatNumber(talk, weeks) });
  }
  const whole = Math.floor(count);
  const isHalf = count - whole === 0.5;
  const number = formatNumber(talk, isHalf ? whole : count);
  return t(isHalf ? 'profile:monthsAndHalf' : 'profile:months', {
    count: isHalf ? whole : Math.ceil(count),
    number,
  });
}

/** From one number of months to another, or the one side that is known. */
export function span(talk: Talk, { minMonths, maxMonths }: NonNullable<Profile['availability']>): string {
  if (minMonths !== undefined && maxMonths !== undefined && minMonths !== maxMonths)
    return talk.t('profile:span', {
      min: Number.isInteger(minMonths) ? formatNumber(talk, minMonths) : months(talk, minMonths),
      max: months(talk, maxMonths),
    });
  if (maxMonths === undefined && minMonths !== undefined)
    return talk.t('profile:atLeast', { months: months(talk, minMonths) });
  if (minMonths === undefined && maxMonths !== undefined)
    return talk.t('profile:atMost', { months: months(talk, maxMonths) });
  return months(talk, maxMonths ?? 0);
}

const formatNumber = ({ memory }: Talk, value: number): string => numberFormat(memory.locale).format(value);

/** What is known of one field, in words: "permanent residence", "French and English", "3 to 6 months". */
export function fieldInWords(talk: Talk, field: Field): string {
  const { t, memory } = talk;
  const { locale, profile } = memory;
  switch (field) {
    case 'residency':
      return profile.residency ? t(`profile:residency.${profile.residency}`) : '';
    case 'languages': {
      const codes = Object.keys(profile.languages ?? {}).filter((code) => code !== OTHER_LANGUAGE);
      return codes.length === 0
        ? t('profile:noLanguage')
        : list(
            codes.map((code) => languageName(code, locale)),
            locale,
          );
    }
    case 'availability':
      return profile.availability ? span(talk, profile.availability) : '';
    case 'departure':
      return profile.availability?.from
        ? t('profile:from', { month: monthName(profile.availability.from, locale) })
        : '';
    case 'domains':
      return expertise(talk, memory);
    case 'countries': {
      const codes = profile.countries ?? [];
      return codes.length === 0
        ? t('profile:anywhere')
        : list(
            codes.map((code) => countryName(code, locale)),
            locale,
          );
    }
  }
}

/** The same beside the field's name, which need not be said again: "Departure: from January 2027". */
export function fieldBesideName(talk: Talk, field: Field): string {
  const { t, memory } = talk;
  const { residency, availability, countries } = memory.profile;
  if (field === 'departure' && availability?.from)
    return t('profile:beside.from', { month: monthName(availability.from, memory.locale) });
  if (field === 'residency' && residency === 'none') return t('profile:beside.noStatus');
  if (field === 'countries' && countries?.length === 0) return t('profile:beside.anywhere');
  return fieldInWords(talk, field);
}

/**
 * In the visitor's own words where there are any: a trade says more than the field it belongs to. Once they talk in
 * another language, the field's name says more, if it has one.
 */
function expertise({ t, memory }: Talk, { profile, skillsIn }: Memory): string {
  const { domains = [], skills = [] } = profile;
  const hasName = domains.length > 0 && !domains.includes('other');
  const isForeign = skillsIn !== undefined && skillsIn !== memory.locale;
  const isOwn = skills.length > 0 && !(isForeign && hasName);
  const words = isOwn ? skills : domains.map((domain) => t(`profile:domain.${domain}`));
  return list([...new Set(words)], memory.locale);
}

/** Fields in words, one after another. */
export const factsInWords = (talk: Talk, fields: Field[]): string =>
  fields.map((field) => fieldInWords(talk, field)).join(' · ');

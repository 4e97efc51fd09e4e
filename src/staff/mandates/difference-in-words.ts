import type { Mandate } from '../../mandates/mandate.ts';
import type { Words } from '../pages/words.ts';

/** Longer texts are not compared at a glance. */
const LONGEST = 80;

/** A field that an import changes, by its name, with its values where they are short. */
export function differenceInWords(
  field: keyof Mandate,
  before: Mandate | undefined,
  after: Mandate | undefined,
  words: Words,
): string {
  const { t } = words;
  const name = t(`staff:mandates.name.${field as Exclude<keyof Mandate, 'id'>}`);
  const [was, is] = [before && textOf(field, before, words), after && textOf(field, after, words)];
  if (was === undefined || is === undefined || was === is) return name;
  const nothing = t('staff:mandates.none');
  return t('staff:mandates.fromTo', { name, before: was || nothing, after: is || nothing });
}

/** Empty where there is none, nothing where it is too long to be shown. */
function textOf(field: keyof Mandate, mandate: Mandate, words: Words): string | undefined {
  const { t, locale, date, country } = words;
  const { departure, duration, closesOn } = mandate;
  switch (field) {
    case 'status':
      return t(`staff:mandates.standing.${mandate.status}`);
    case 'country':
      return country(mandate.country);
    case 'domains':
      return mandate.domains.map((domain) => t(`profile:domain.${domain}`)).join(', ');
    case 'duration':
      return `${duration.minMonths} – ${duration.maxMonths}`;
    case 'departure':
      return [departure.from, departure.to].flatMap((month) => (month ? [date(month)] : [])).join(' – ');
    case 'publishedOn':
      return date(mandate.publishedOn);
    case 'closesOn':
      return closesOn ? date(closesOn) : '';
    case 'city':
    case 'partner':
    case 'applyUrl':
      return mandate[field] ?? '';
    case 'title':
      return mandate.title[locale].length > LONGEST ? undefined : mandate.title[locale];
    default:
      return undefined;
  }
}

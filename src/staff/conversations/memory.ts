import { z } from 'zod';
import { LOCALES } from '../../locale.ts';
import { Profile } from '../../profile.ts';
import type { Words } from '../pages/words.ts';

/**
 * What the staff pages read of a conversation's state. The dialogs own its shape; whatever of it cannot be
 * read, in an older state or a newer one, is left out.
 */
const Memory = z
  .object({
    locale: z.enum(LOCALES).optional().catch(undefined),
    profile: Profile.catch({}),
    verdictShown: z.boolean().catch(false),
    found: z
      .object({ ids: z.array(z.string()), seen: z.number().int() })
      .optional()
      .catch(undefined),
    handoff: z.enum(['waiting', 'taken']).optional().catch(undefined),
  })
  .catch({ profile: {}, verdictShown: false });

export interface VisitorMemory {
  locale?: z.infer<typeof Memory>['locale'];
  profile: Profile;
  /** Ids of the mandates that were shown. */
  suggested: string[];
  handoff?: 'waiting' | 'taken';
}

export function readMemory(state: unknown): VisitorMemory {
  const { locale, profile, found, handoff } = Memory.parse(state);
  return {
    ...(locale && { locale }),
    profile,
    suggested: found?.ids.slice(0, found.seen) ?? [],
    ...(handoff && { handoff }),
  };
}

/** The answers of a visitor in the reader's language: name and value. What was typed freely is left out. */
export function profileLines({ profile }: VisitorMemory, words: Words): { name: string; value: string }[] {
  const { t, country, language, number, date } = words;
  const { residency, languages, availability, domains, countries } = profile;
  const months = (count: number) => t('profile:months', { count: Math.ceil(count), number: number(count) });
  const length = [availability?.minMonths, availability?.maxMonths]
    .filter((value) => value !== undefined)
    .map(months);
  const lines = [
    { name: t('profile:field.residency'), value: residency && t(`profile:residency.${residency}`) },
    {
      name: t('profile:field.languages'),
      value: Object.entries(languages ?? {})
        .map(([code, level]) => `${language(code)} (${level})`)
        .join(', '),
    },
    { name: t('profile:field.availability'), value: [...new Set(length)].join(' – ') },
    { name: t('profile:field.departure'), value: availability?.from && date(availability.from) },
    {
      name: t('profile:field.domains'),
      value: domains?.map((domain) => t(`profile:domain.${domain}`)).join(', '),
    },
    {
      name: t('profile:field.countries'),
      value: countries && (countries.length > 0 ? countries.map(country).join(', ') : t('profile:anywhere')),
    },
  ];
  return lines.flatMap(({ name, value }) => (value ? [{ name, value }] : []));
}

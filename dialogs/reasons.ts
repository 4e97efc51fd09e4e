import type { Gap, Reason, Suggestion, Unlock } from '../src/mandates/fit.ts';
import type { Talk } from './talk.ts';
import { countryName, languageName, list, monthName, months, span } from './wording.ts';

/** Reasons by how much they tell a visitor why this mandate and not another. */
const TELLING: Reason['kind'][] = [
  'domain',
  'skill',
  'country',
  'departure',
  'duration',
  'language',
  'residency',
];

/** All reasons but the one that says nothing: "another field" is where everything else goes. */
export const tellingReasons = ({ reasons }: Suggestion): Reason[] =>
  reasons.filter((reason) => !(reason.kind === 'domain' && reason.value === 'other'));

/** The reasons that say most, as a sentence for a card. */
export function bestReason(talk: Talk, suggestion: Suggestion): string {
  const [first, second] = tellingReasons(suggestion).sort(
    (a, b) => TELLING.indexOf(a.kind) - TELLING.indexOf(b.kind),
  );
  if (!first) return talk.t('mandates:noWish');
  const told = [first, ...(second && second.kind !== first.kind ? [second] : [])];
  return talk.t('mandates:because', {
    reasons: list(
      told.map((reason) => reasonInWords(talk, reason)),
      talk.memory.locale,
    ),
  });
}

/** One reason in words that can stand in a list or in the middle of a sentence. */
export function reasonInWords(talk: Talk, reason: Reason): string {
  const { t, memory } = talk;
  const { locale } = memory;
  switch (reason.kind) {
    case 'domain':
      return t('mandates:reason.domain', { domain: t(`profile:domain.${reason.value}`) });
    case 'country':
      return t('mandates:reason.country', { country: countryName(reason.value, locale) });
    case 'language':
      return t('mandates:reason.language', {
        language: languageName(reason.code, locale),
        level: reason.level,
      });
    case 'duration':
      return t('mandates:reason.duration', { span: span(talk, reason.overlap) });
    case 'departure':
      return t('mandates:reason.departure', { month: monthName(reason.earliest, locale) });
    case 'residency':
      return t('mandates:reason.residency');
    case 'skill':
      return t('mandates:reason.skill', { skill: reason.value });
  }
}

/** What a mandate leaves open, in words. */
export function gapInWords(talk: Talk, gap: Gap): string {
  const { t, memory } = talk;
  const { locale } = memory;
  switch (gap.kind) {
    case 'residency':
      return t(`mandates:gap.residency-${gap.state}`);
    case 'language':
      return t(`mandates:gap.language-${gap.state}`, {
        language: languageName(gap.code, locale),
        level: gap.level,
      });
    case 'duration':
      return t('mandates:gap.duration', { span: span(talk, gap) });
    case 'departure':
      return t('mandates:gap.departure', { month: monthName(gap.from, locale) });
    case 'domain':
      return t(`mandates:gap.domain-${gap.state}`, {
        domains: list(
          gap.values.map((domain) => t(`profile:domain.${domain}`)),
          locale,
        ),
      });
    case 'country':
      return t('mandates:gap.country', { country: countryName(gap.value, locale) });
    case 'skills':
      return t('mandates:gap.skills', { skills: list(gap.values, locale) });
  }
}

/** What a visitor would have to change to open a mandate. */
export function unlockInWords(talk: Talk, unlock: Unlock): string {
  const { t, memory } = talk;
  const { locale } = memory;
  switch (unlock.kind) {
    case 'duration':
      return 'more' in unlock
        ? t('mandates:change.longer', { months: months(talk, unlock.more) })
        : t('mandates:change.shorter', { months: months(talk, unlock.less) });
    case 'departure':
      return t('mandates:change.earlier', { month: monthName(unlock.need, locale) });
    case 'language':
      return t('mandates:change.language', {
        language: languageName(unlock.code, locale),
        level: unlock.need,
      });
    case 'residency':
      return t('mandates:change.residency');
  }
}

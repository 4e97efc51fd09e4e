import { DOMAINS } from '../../profile.ts';
import type { Words } from '../pages/words.ts';

/** Outcomes that one can ask for, in the order of a visitor's way. */
export const OUTCOMES = [
  'checked',
  'eligible',
  'to-confirm',
  'not-eligible',
  'suggested',
  'interested',
  'opened',
  'handoff',
] as const;

export const VERDICTS = ['eligible', 'to-confirm', 'not-eligible'] as const;

const RULES = ['residency', 'languages', 'availability', 'expertise'] as const;

/** What happened in a turn, as people say it. */
export function eventInWords(event: string, { t, country }: Words): string {
  const [kind = '', first = '', second = ''] = event.split(':');
  const known = OUTCOMES.find((each) => each === kind);
  if (known) return t(`staff:event.${known}`);
  const rule = RULES.find((each) => each === first);
  if (kind === 'excluded' && rule) return t('staff:event.excluded', { rule: t(`eligibility:rule.${rule}`) });
  if (kind === 'rated') return t('staff:sign.rating', { rating: first });
  if (kind === 'asked' || kind === 'commented') return t(`staff:event.${kind}`);
  if (kind !== 'seeks') return event;
  const domain = DOMAINS.find((each) => each === first);
  return t('staff:event.seeks', {
    domain: domain ? t(`profile:domain.${domain}`) : t('staff:figures.anyDomain'),
    country: second === 'any' ? t('staff:figures.anyCountry') : country(second),
  });
}

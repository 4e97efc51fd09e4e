import type { Overlay } from '../../content/overlay.ts';
import type { Texts } from '../../content/shipped.ts';
import { dayOf } from '../../day.ts';
import { inEachLocale, LOCALES, type Locale } from '../../locale.ts';

/** An answer is worth a look so many days before it expires. */
export const EXPIRES_SOON_DAYS = 45;

export type AnswerState = 'approved' | 'expiring' | 'expired' | 'missing';

/** One topic as editors see it. */
export interface TopicLine {
  id: string;
  state: AnswerState;
  texts: Record<Locale, string>;
  phrases: Record<Locale, number>;
  approvedOn?: string;
  approvedBy?: string;
  expiresOn?: string;
  source?: string;
  /** Staff has published something over what came with the product. */
  edited: boolean;
}

const DAY_MS = 24 * 3_600_000;

/** All topics with an answer of their own: those that need work first. */
export function overviewOf(texts: Texts, overlay: Overlay, now: Date): TopicLine[] {
  const today = dayOf(now);
  const soon = dayOf(new Date(now.getTime() + EXPIRES_SOON_DAYS * DAY_MS));
  const lines = Object.entries(texts.topics).map(([id, topic]): TopicLine => {
    const { source, approvedOn, approvedBy, expiresOn } = topic;
    const state = !source
      ? 'missing'
      : expiresOn === undefined || expiresOn > soon
        ? 'approved'
        : expiresOn > today
          ? 'expiring'
          : 'expired';
    const known = source ? texts.sources[source] : undefined;
    return {
      id,
      state,
      texts: inEachLocale((locale) => texts.answers[locale][id] ?? ''),
      phrases: inEachLocale((locale) => texts.phrases[locale][id]?.length ?? 0),
      approvedOn,
      approvedBy,
      expiresOn,
      ...(known && { source: `${known.publisher}, ${known.publishedOn}` }),
      edited: id in overlay.topics || LOCALES.some((locale) => id in overlay.phrases[locale]),
    };
  });
  return lines.sort((one, other) => URGENCY.indexOf(one.state) - URGENCY.indexOf(other.state));
}

const URGENCY: AnswerState[] = ['expired', 'expiring', 'missing', 'approved'];

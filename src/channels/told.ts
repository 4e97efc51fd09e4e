import type { Translate } from '../i18n.ts';
import { LOCALES, type Locale, pickLocale, tagOf } from '../locale.ts';
import type { Button } from './button.ts';
import type { Card, Source } from './reply.ts';

/** How a renderer speaks: the words of its own, in the reply's language. */
export interface Voice {
  t: Translate;
  locale: Locale;
}

export const localeOf = (tag: string | undefined): Locale => pickLocale(tag) ?? LOCALES[0];

/** A card as text: what stands on it, where its links lead, and what one can answer. */
export function cardAsText(voice: Voice, { title, subtitle, text, buttons }: Card): string {
  return [title, subtitle, text, buttonsAsText(voice, buttons)].filter(Boolean).join('\n');
}

/** Buttons as text: each link with its address, then what one can answer in words. */
export function buttonsAsText({ t, locale }: Voice, buttons: Button[]): string {
  const links = buttons.filter(({ does }) => does === 'open');
  const words = buttons.filter(({ does }) => does === 'say');
  const labels = new Intl.ListFormat(tagOf(locale), { type: 'disjunction' }).format(
    words.map(({ title }) => t('channels:quoted', { label: title })),
  );
  return [...links.map(linkAsText), ...(words.length > 0 ? [t('channels:say', { labels })] : [])].join('\n');
}

const linkAsText = ({ title, value }: Button): string => (title === value ? value : `${title} : ${value}`);

/** Choices as a numbered list, to be answered by number or in words. */
export const choicesAsText = ({ t }: Voice, choices: Button[]): string =>
  choices.length === 0
    ? ''
    : [
        t('channels:choose'),
        ...choices.map(
          (choice, index) => `${index + 1}. ${choice.does === 'open' ? linkAsText(choice) : choice.title}`,
        ),
      ].join('\n');

/** Where an answer comes from, for channels that do not show citations. */
export const sourcesAsText = ({ t }: Voice, sources: Source[]): string =>
  sources
    .map(({ name, url }) => t('channels:source', { source: [name, url].filter(Boolean).join(' – ') }))
    .join('\n');

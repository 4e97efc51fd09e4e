import type { Translate } from '../../i18n.ts';
import { type Locale, tagOf } from '../../locale.ts';
import { MASKS, type Masked } from '../../transcripts/redaction/mask.ts';

/** How a page says times, numbers and names in the language of its reader. */
export interface Words {
  t: Translate;
  locale: Locale;
  moment(at: Date): string;
  day(at: Date): string;
  /** A day or a month as data holds it, YYYY-MM-DD or YYYY-MM. */
  date(text: string): string;
  number(value: number): string;
  percent(share: number): string;
  /** The name of a topic; its id where it has none. */
  topic(id: string): string;
  language(code: string): string;
  country(code: string): string;
  channel(id: string): string;
  /** What somebody said, with what stands for personal data in words: `[postal-code]` as « [code postal] ». */
  masked(said: string): string;
}

/** Topics without a button of their own, so without a title that visitors read. */
const UNLABELLED = [
  'greeting',
  'thanks',
  'change-language',
  'repeat',
  'bot',
  'compliment',
  'insult',
  'feedback',
] as const;

const CHANNELS: Record<string, string> = { directline: 'Web', msteams: 'Teams', facebook: 'Messenger' };

export function wordsFor(
  { t, locale }: { t: Translate; locale: Locale },
  labels: Record<Locale, Record<string, { title: string }>>,
): Words {
  const tag = tagOf(locale);
  const moment = new Intl.DateTimeFormat(tag, { dateStyle: 'medium', timeStyle: 'short' });
  const day = new Intl.DateTimeFormat(tag, { dateStyle: 'medium' });
  const month = new Intl.DateTimeFormat(tag, { year: 'numeric', month: 'short' });
  const number = new Intl.NumberFormat(tag);
  const percent = new Intl.NumberFormat(tag, { style: 'percent' });
  const languages = new Intl.DisplayNames(locale, { type: 'language' });
  const countries = new Intl.DisplayNames(locale, { type: 'region' });
  const nameOf = (id: string) => {
    const known = UNLABELLED.find((each) => each === id);
    return known && t(`staff:topic.${known}`);
  };
  return {
    t,
    locale,
    moment: (at) => moment.format(at),
    day: (at) => day.format(at),
    date: (text) =>
      text.length > 'YYYY-MM'.length
        ? day.format(new Date(`${text}T12:00`))
        : month.format(new Date(`${text}-15T12:00`)),
    number: (value) => number.format(value),
    percent: (share) => percent.format(share),
    topic: (id) => labels[locale][id]?.title ?? nameOf(id) ?? id,
    language: (code) => languages.of(code) ?? code,
    country: (code) => countries.of(code) ?? code,
    channel: (id) => CHANNELS[id] ?? id,
    masked: (said) => said.replace(MASKS, (_mask, kind: Masked) => `[${t(`staff:mask.${kind}`)}]`),
  };
}

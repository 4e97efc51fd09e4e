import { readFileSync } from 'node:fs';
import path from 'node:path';
import { LOCALES, type Locale } from '../../src/locale.ts';
import { readTexts } from '../../src/widget/texts.ts';

const LOCALES_DIR = path.resolve(import.meta.dirname, '../../locales');

/** The widget's words: tests name a text by its key, so that an editor may change it. */
export const texts = readTexts(LOCALES_DIR);
export const { bubble, panel } = texts.fr;

/** No-break spaces are spaces to who reads. */
export const plain = (text: string): string => text.replace(/[\u00a0\u202f]/g, ' ');

const choices = Object.fromEntries(
  LOCALES.map((locale) => [
    locale,
    JSON.parse(readFileSync(path.join(LOCALES_DIR, locale, 'choices.json'), 'utf8')),
  ]),
);

/** The label of one of the bot's own buttons: `topic/find-mandate`, `mandates/why-2`. */
export function choice(id: string, locale: Locale = 'fr'): string {
  const [, group = '', name = '', number = ''] = /^(.+)\/(.+?)(?:-(\d+))?$/.exec(id) ?? [];
  const named = choices[locale][group];
  return (named[`${name}-${number}`] ?? named[name]).title.replace('#', number);
}

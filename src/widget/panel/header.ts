import { LANGUAGE_NAMES, LOCALES, type Locale } from '../../locale.ts';
import { iconButton } from './choices-view.ts';
import { element, ICONS, icon } from './element.ts';
import { createMenu } from './menu.ts';
import type { Scene } from './scene.ts';

export interface HeaderActions {
  /** Says something to the bot, as if the visitor had typed it. */
  say(text: string): void;
  download(): void;
  /** Absent where there is nothing to close. */
  close?(): void;
}

/** The parts of the header in the language of the moment. */
export function headerParts(
  { texts, level }: Scene,
  { title, locale }: { title?: string; locale: Locale },
  { say, download, close }: HeaderActions,
): HTMLElement[] {
  const { commands } = texts;
  return [
    element('span', { class: 'logo' }, icon(ICONS.bridge)),
    element(`h${level}`, { id: 'title' }, title ?? texts.title),
    createMenu(
      'globe',
      texts.language,
      LOCALES.map((lang) => ({
        label: LANGUAGE_NAMES[lang],
        lang,
        current: lang === locale,
        act: () => say(LANGUAGE_NAMES[lang]),
      })),
    ),
    createMenu('more', texts.more, [
      { label: commands.restart, act: () => say(commands.restart) },
      { label: texts.download, act: download },
      { label: commands.erase, act: () => say(commands.erase) },
    ]),
    ...(close ? [iconButton('close', texts.close, close)] : []),
  ];
}

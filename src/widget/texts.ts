import { readFileSync } from 'node:fs';
import path from 'node:path';
import type choicesFr from '../../locales/fr/choices.json';
import type widgetFr from '../../locales/fr/widget.json';
import { inEachLocale, type Locale } from '../locale.ts';

type WidgetTexts = typeof widgetFr;

/** What the panel says in one language. */
export type PanelTexts = WidgetTexts['panel'] & {
  /** Labels of the bot's own buttons: the header's actions say them, as if the visitor had typed them. */
  commands: { restart: string; erase: string };
};

/** What the closed widget says in one language. */
export type BubbleTexts = WidgetTexts['bubble'];

export type Texts = Omit<WidgetTexts, 'panel'> & { panel: PanelTexts };

/** The texts of the widget and of our own pages, from `locales/<locale>/widget.json`. */
export function readTexts(localesDir: string): Record<Locale, Texts> {
  return inEachLocale(textsOf);

  function textsOf(locale: Locale): Texts {
    const texts = read<WidgetTexts>(locale, 'widget');
    const { topic, privacy } = read<typeof choicesFr>(locale, 'choices');
    const commands = { restart: topic.restart.title, erase: privacy.erase.title };
    return { ...texts, panel: { ...texts.panel, commands } };
  }

  function read<T>(locale: Locale, namespace: string): T {
    return JSON.parse(readFileSync(path.join(localesDir, locale, `${namespace}.json`), 'utf8'));
  }
}

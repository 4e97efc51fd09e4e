import { readFileSync } from 'node:fs';
import path from 'node:path';
import type choicesFr from '../locales/fr/choices.json';
import type { Translate } from '../src/i18n.ts';
import { LOCALES, type Locale } from '../src/locale.ts';

type Groups = typeof choicesFr;

/** Every button of the assistant: `group/name`, its words standing in `locales/<locale>/choices.json`. */
export type ChoiceId = { [G in keyof Groups]: `${G}/${keyof Groups[G] & string}` }[keyof Groups];

export interface Choice {
  id: ChoiceId;
  /** What the button shows and, when pressed, what the visitor says. */
  title: string;
  /** The same in at most 19 characters, for channels that cut longer ones. */
  short: string;
}

/** The choices in one language, in the order given. */
export const choicesOf = (t: Translate, ids: ChoiceId[]): Choice[] =>
  ids.map((id) => {
    const key = `choices:${id.replace('/', '.')}` as `choices:topic.costs`;
    return { id, title: t(`${key}.title`), short: t(`${key}.short`) };
  });

/** Case, accents and punctuation do not make another label: "est-ce sécuritaire" is « Est-ce sécuritaire ? ». */
export const foldLabel = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

export interface LabelIndex {
  has(id: string): id is ChoiceId;
  /** The choice that a message names word for word, in any language; the conversation's own goes first. */
  find(text: string, locale: Locale): ChoiceId | undefined;
}

/**
 * A button sends its label, so that pressing it, typing it or pressing it again much later are one and the
 * same: what it does never depends on where the talk stands. Labels are therefore unique within a language.
 */
export function createLabelIndex(texts: Record<Locale, Groups>): LabelIndex {
  const byLocale = Object.fromEntries(LOCALES.map((locale) => [locale, labelsOf(texts[locale])])) as Record<
    Locale,
    Map<string, ChoiceId>
  >;
  const ids = new Set<string>(byLocale.fr.values());
  return {
    has: (id): id is ChoiceId => ids.has(id),
    find(text, locale) {
      // No label is that long; folding a novel would be wasted work.
      if (text.length > 100) return undefined;
      const label = foldLabel(text);
      for (const language of [locale, ...LOCALES]) {
        const id = byLocale[language].get(label);
        if (id) return id;
      }
      return undefined;
    },
  };
}

function labelsOf(groups: Groups): Map<string, ChoiceId> {
  const labels = new Map<string, ChoiceId>();
  for (const [group, choices] of Object.entries(groups))
    for (const [name, { title, short }] of Object.entries(choices))
      for (const label of [title, short]) labels.set(foldLabel(label), `${group}/${name}` as ChoiceId);
  return labels;
}

/** The labels of all buttons, from `locales/<locale>/choices.json`. */
export const readLabels = (localesDir: string): Record<Locale, Groups> =>
  Object.fromEntries(
    LOCALES.map((locale) => [
      locale,
      JSON.parse(readFileSync(path.join(localesDir, locale, 'choices.json'), 'utf8')),
    ]),
  ) as Record<Locale, Groups>;

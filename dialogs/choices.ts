import { readFileSync } from 'node:fs';
import path from 'node:path';
import type choicesFr from '../locales/fr/choices.json';
import { LOCALES, type Locale } from '../src/locale.ts';

type Groups = typeof choicesFr;

/** Buttons of which there are as many as mandates were shown; in their words `#` stands for the number. */
const NUMBERED = ['mandates/why', 'mandates/interested'] as const;
type Numbered = (typeof NUMBERED)[number];

/** Every button of the assistant: `group/name`, its words standing in `locales/<locale>/choices.json`. */
export type ChoiceId =
  | Exclude<{ [G in keyof Groups]: `${G}/${keyof Groups[G] & string}` }[keyof Groups], Numbered>
  | `${Numbered}-${number}`;

export interface Choice {
  id: ChoiceId;
  /** What the button shows and, when pressed, what the visitor says. */
  title: string;
  /** The same in at most 19 characters, for channels that cut longer ones. */
  short: string;
}

const ASCII = /^[\0-\x7f]*$/;

const withoutAccents = (text: string): string =>
  ASCII.test(text) ? text : text.normalize('NFD').replace(/\p{M}/gu, '');

/** A turn asks a dozen cues about the same message. */
let folded = { text: '', label: '' };

/** Case, accents and punctuation do not make another label: "est-ce sécuritaire" is « Est-ce sécuritaire ? ». */
export function foldLabel(text: string): string {
  if (text === folded.text) return folded.label;
  const label = withoutAccents(text)
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
  folded = { text, label };
  return label;
}

export interface Labels {
  has(id: string): id is ChoiceId;
  /** The choice that a message names word for word, and in which language; the conversation's own goes first. */
  find(text: string, locale: Locale): { id: ChoiceId; locale: Locale } | undefined;
  /** A button's words in one language. @throws {Error} when there is no such button: a mistake of ours. */
  of(id: ChoiceId, locale: Locale): Choice;
}

type Words = Pick<Choice, 'title' | 'short'>;
type Buttons = Record<Locale, Record<string, Record<string, Words>>>;

/** No label is that long; folding a novel would be wasted work. */
const LONGEST = 100;

/**
 * A button sends its label, so that pressing it, typing it or pressing it again much later are one and the
 * same: what it does never depends on where the talk stands. Labels are therefore unique within a language.
 * `buttons` come with the product; `topics` gives those of the topics as they serve now, staff's own included:
 * another object after each change.
 */
export function createLabels(buttons: Buttons, topics: () => Record<Locale, Record<string, Words>>): Labels {
  let served = topics();
  let index = indexOf(buttons, served);
  const current = () => {
    const now = topics();
    if (now !== served) {
      served = now;
      index = indexOf(buttons, now);
    }
    return index;
  };
  return {
    has: (id): id is ChoiceId => current().fr.byId.has(id as ChoiceId),
    find(text, locale) {
      if (text.length > LONGEST) return undefined;
      const label = foldLabel(text);
      const languages = current();
      for (const language of [locale, ...LOCALES]) {
        const id = languages[language].byLabel.get(label) ?? numbered(languages[language], label);
        if (id) return { id, locale: language };
      }
      return undefined;
    },
    of(id, locale) {
      const { byId } = current()[locale];
      const choice = byId.get(id) ?? withNumber(byId, id);
      if (!choice) throw new Error(`There is no button ${id}.`);
      return choice;
    },
  };
}

interface LanguageIndex {
  byId: Map<string, Choice>;
  byLabel: Map<string, ChoiceId>;
  /** Folded labels of numbered buttons, without their number. */
  byFrame: Map<string, Numbered>;
}

const NUMBER = /\d{1,3}/;

/** "Why number 12?" is the button "Why number #?" with its number. */
function numbered({ byFrame }: LanguageIndex, label: string): ChoiceId | undefined {
  const number = NUMBER.exec(label)?.[0];
  const frame = number && byFrame.get(label.replace(NUMBER, '0'));
  return frame ? `${frame}-${Number(number)}` : undefined;
}

function withNumber(byId: LanguageIndex['byId'], id: ChoiceId): Choice | undefined {
  const [, frame = '', number = ''] = /^(.+)-(\d+)$/.exec(id) ?? [];
  const words = byId.get(frame);
  return words && { id, title: words.title.replace('#', number), short: words.short.replace('#', number) };
}

function indexOf(
  buttons: Buttons,
  topics: Record<Locale, Record<string, Words>>,
): Record<Locale, LanguageIndex> {
  const of = (locale: Locale): LanguageIndex => {
    const all = Object.entries({
      ...buttons[locale],
      topic: { ...buttons[locale].topic, ...topics[locale] },
    });
    const choices = all.flatMap(([group, named]) =>
      Object.entries(named).map(
        ([name, words]): Choice => ({ id: `${group}/${name}` as ChoiceId, ...words }),
      ),
    );
    return {
      byId: new Map(choices.map((choice) => [choice.id, choice])),
      byLabel: new Map(
        choices.flatMap(({ id, title, short }) => [title, short].map((label) => [foldLabel(label), id])),
      ),
      byFrame: new Map(
        choices.flatMap(({ id, title, short }) => {
          const frame = NUMBERED.find((name) => name === (id as string));
          return frame
            ? [title, short].map((label) => [foldLabel(label.replace('#', '0')), frame] as const)
            : [];
        }),
      ),
    };
  };
  return { fr: of('fr'), en: of('en'), es: of('es') };
}

/** The labels of all buttons, from `locales/<locale>/choices.json`. */
export const readButtons = (localesDir: string): Buttons =>
  Object.fromEntries(
    LOCALES.map((locale) => [
      locale,
      JSON.parse(readFileSync(path.join(localesDir, locale, 'choices.json'), 'utf8')),
    ]),
  ) as Buttons;

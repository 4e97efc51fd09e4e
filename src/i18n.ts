import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { createInstance, type TFunction } from 'i18next';
import type channels from '../locales/fr/channels.json';
import type choices from '../locales/fr/choices.json';
import type eligibility from '../locales/fr/eligibility.json';
import type errors from '../locales/fr/errors.json';
import type feedback from '../locales/fr/feedback.json';
import type handoff from '../locales/fr/handoff.json';
import type language from '../locales/fr/language.json';
import type main from '../locales/fr/main.json';
import type mandates from '../locales/fr/mandates.json';
import type privacy from '../locales/fr/privacy.json';
import type profile from '../locales/fr/profile.json';
import type questions from '../locales/fr/questions.json';
import type repair from '../locales/fr/repair.json';
import type staff from '../locales/fr/staff.json';
import type teams from '../locales/fr/teams.json';
import { CodedError } from './errors.ts';
import { fill } from './fill.ts';
import { inEachLocale, type Locale } from './locale.ts';

/** One namespace a dialog. The French files are the source of the key types; a test keeps the others equal. */
interface Namespaces {
  channels: typeof channels;
  choices: typeof choices;
  eligibility: typeof eligibility;
  errors: typeof errors;
  feedback: typeof feedback;
  handoff: typeof handoff;
  language: typeof language;
  main: typeof main;
  mandates: typeof mandates;
  privacy: typeof privacy;
  profile: typeof profile;
  questions: typeof questions;
  repair: typeof repair;
  teams: typeof teams;
  staff: typeof staff;
}

type Paths<T> = {
  [K in keyof T & string]: T[K] extends string ? WithoutPlural<K> : `${K}.${Paths<T[K]>}`;
}[keyof T & string];
type WithoutPlural<K extends string> = K extends `${infer Stem}_${'one' | 'many' | 'other'}` ? Stem : K;

/** Every text of the dialogs, as `namespace:path.to.text`. */
export type Key = { [N in keyof Namespaces]: `${N}:${Paths<Namespaces[N]>}` }[keyof Namespaces];

/** The text of a key in one language, with `{{values}}` filled in. A `count` picks the plural form. */
export type Translate = (key: Key, values?: Record<string, string | number>) => string;

export type I18n = Record<Locale, Translate>;

/**
 * Loads every `locales/<locale>/*.json` and gives one translator a language.
 * A missing key is a mistake of ours and throws, so that no key is ever shown to a visitor.
 * @throws {CodedError} `LOCALES` when a file is missing or is not JSON.
 */
export async function createI18n(localesDir: string): Promise<I18n> {
  const instance = createInstance();
  await instance.init({
    resources: inEachLocale((locale) => readNamespaces(path.join(localesDir, locale))),
    fallbackLng: false,
    // Texts become markdown that each channel escapes in its own way; pages escape where they render.
    interpolation: { escapeValue: false },
    saveMissing: true,
    missingKeyHandler: (languages, namespace, key) => {
      throw new CodedError(
        'LOCALES',
        `The text ${namespace}:${key} is missing in ${languages.join(', ')}.`,
        'Add it.',
      );
    },
  });
  return inEachLocale((locale) => rememberTexts(instance.getFixedT(locale), new Intl.PluralRules(locale)));
}

/**
 * Which text a key has, in which plural form, never changes, and i18next takes longer to find and fill it than a reply's
 * other steps take; so each is found once.
 */
function rememberTexts(t: TFunction, plurals: Intl.PluralRules): Translate {
  const texts = new Map<string, string>();
  return (key, values) => {
    const count = values?.count;
    const form = count === undefined ? key : `${key} ${plurals.select(Number(count))}`;
    const text = texts.get(form) ?? String(t(key as never, { count, skipInterpolation: true } as never));
    texts.set(form, text);
    return values ? fill(text, values) : text;
  };
}

/** The namespaces of one language's folder, by file name. */
export function readNamespaces(folder: string): Record<string, Record<string, unknown>> {
  return Object.fromEntries(
    readdirSync(folder)
      .filter((file) => file.endsWith('.json'))
      .map((file) => [path.basename(file, '.json'), readTexts(path.join(folder, file))]),
  );
}

function readTexts(file: string): Record<string, unknown> {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    throw new CodedError(
      'LOCALES',
      `${file} cannot be read as JSON.`,
      'Mend the file or bring it back from git.',
      { cause },
    );
  }
}

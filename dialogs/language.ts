import { LOCALES, type Locale } from '../src/locale.ts';
import { foldLabel } from './choices.ts';
import { saysSpeaks } from './cues.ts';
import type { Meaning } from './meaning.ts';
import type { Talk } from './talk.ts';
import { languageName } from './wording.ts';

let names: Map<string, Locale> | undefined;

/** What each of our languages is called in each of them: "Spanish", "espagnol", "español" … Few visitors name any. */
function languageNames(): Map<string, Locale> {
  names ??= new Map(
    LOCALES.flatMap((named) => LOCALES.map((inLocale) => [foldLabel(languageName(named, inLocale)), named])),
  );
  return names;
}

/**
 * Follows the visitor's language: the first clear sentence decides, a clear sentence in another one switches
 * at any time. What is known stays known. Words that are the same in several languages decide nothing.
 */
export function followLanguage(talk: Talk): void {
  const { memory, meaning } = talk;
  const { choice, understood, typedIn } = meaning;
  if (!understood) {
    const isPhrase = typedIn !== undefined && (!memory.localeSettled || meaning.text.includes(' '));
    // Whoever presses the buttons of a language reads it; a button's words typed in another one are a sentence.
    if (choice) settle(talk, isPhrase ? typedIn : memory.locale, true);
    return;
  }
  // A first question that is understood is answered in its own language, however short it is.
  const isFirst = !memory.localeSettled && understood.zone === 'answer';
  if (!understood.languageIsClear && !isFirst) return;
  settle(talk, understood.language, understood.languageIsClear);
}

function settle(talk: Talk, language: Locale, isClear: boolean): void {
  const { memory, meaning } = talk;
  const switched = memory.localeSettled && language !== memory.locale;
  memory.locale = language;
  memory.localeSettled = isClear;
  const asked =
    meaning.choice?.startsWith('locale/') ||
    meaning.questions.some(({ topic }) => isLanguageRequest(meaning, topic));
  if (switched && !asked) talk.open(talk.t('language:followed'));
}

/** Who names several languages, or only says that they speak one, tells of themselves and not how to talk. */
export const isLanguageRequest = ({ slots, text }: Meaning, topic: string): boolean =>
  topic === 'change-language' && Object.keys(slots.languages ?? {}).length < 2 && !saysSpeaks(text);

/** The language a request names ("in English please"), or nothing when it names none or several. */
export function namedLanguage(text: string): Locale | undefined {
  const named = new Set(
    foldLabel(text)
      .split(' ')
      .flatMap((word) => languageNames().get(word) ?? []),
  );
  return named.size === 1 ? [...named][0] : undefined;
}

/** Switches to the language asked for; asks which one when the words do not say. Within a form the question goes on. */
export async function changeLanguage(
  talk: Talk,
  wanted: Locale | undefined,
  isInForm: boolean,
): Promise<void> {
  const { memory } = talk;
  if (!wanted) {
    await talk.say({ text: talk.t('language:ask'), choices: ['locale/fr', 'locale/en', 'locale/es'] });
    return;
  }
  memory.locale = wanted;
  memory.localeSettled = true;
  // The question that stands says the rest.
  if (isInForm) return talk.open(talk.t('language:followed'));
  await talk.say({
    text: talk.t('language:changed'),
    choices: ['topic/is-it-for-me', 'topic/eligibility', 'topic/find-mandate'],
  });
}

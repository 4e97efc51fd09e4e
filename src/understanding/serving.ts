import { setImmediate } from 'node:timers/promises';
import { CodedError } from '../errors.ts';
import { isLocale, LOCALES, type Locale } from '../locale.ts';
import { leanOn } from './follow-up.ts';
import { createLanguageDetector, type LanguageDetector } from './language/detect.ts';
import type { PhrasesByLocale } from './phrases.ts';
import { classifyPoint } from './point.ts';
import { findQuestions } from './questions.ts';
import { clean, wordsOf } from './text/clean.ts';
import { type Classifier, createClassifier } from './topics/model.ts';
import type { Job } from './training/jobs.ts';
import type { Manner, Trainer } from './training/trainer.ts';
import type { Context, Understood } from './understood.ts';
import { zoneOf } from './zones.ts';

/** What serves until other phrases are published. */
export interface Serving {
  detect: LanguageDetector;
  classifiers: Partial<Record<Locale, Classifier>>;
}

/** Everything but the slots, in well under a millisecond or two. */
export function interpret(
  { detect, classifiers }: Serving,
  text: string,
  context: Context,
): Omit<Understood, 'slots'> {
  const { language, isClear } = detect(text, context.locale);
  const classify = classifiers[language];
  if (!classify)
    throw new CodedError('understanding/no-model', `No phrases were given for "${language}".`, 'Add them.');
  const words = wordsOf(text);
  const whole = classifyPoint(text, words, language, classify);
  const candidates = leanOn(context.previousTopic, words, language, whole.candidates);
  const leans = candidates !== whole.candidates;
  const zone = zoneOf(candidates);
  const sure = zone === 'answer' ? candidates.slice(0, 1) : [];
  const questions = leans ? sure : findQuestions(text, words, language, whole, classify);
  return {
    language,
    languageIsClear: isClear,
    zone: questions.length > 0 ? 'answer' : zone,
    candidates,
    questions,
    evidence: whole.explain(),
  };
}

/** Has the models trained or loaded. */
export async function prepareServing(
  trainer: Trainer,
  phrases: PhrasesByLocale,
  outOfScope: Partial<Record<Locale, string[]>>,
  manner: Manner,
): Promise<Serving> {
  const locales = LOCALES.filter((locale) => phrases[locale] !== undefined);
  const lines = Object.fromEntries(
    locales.map((locale) => [
      locale,
      [...Object.values(phrases[locale] ?? {}).flat(), ...(outOfScope[locale] ?? [])],
    ]),
  );
  const topicJobs = locales.map(
    (locale) =>
      ({
        kind: 'topics',
        locale,
        phrases: phrases[locale] ?? {},
        outOfScope: outOfScope[locale] ?? [],
      }) satisfies Job,
  );
  const [languages, ...topics] = await trainer.train([{ kind: 'languages', lines }, ...topicJobs], manner);
  const classifiers: Serving['classifiers'] = {};
  for (const model of topics) {
    classifiers[model.locale] = createClassifier(model);
    await setImmediate();
  }
  return { detect: createLanguageDetector(languages, locales), classifiers };
}

/** Phrases of each language that are asked before visitors ask. */
const WARM_UP = 25;

/**
 * Lets the runtime compile what it will need, a few milliseconds at a time, so that no visitor waits for it. `most`
 * phrases of each language are asked.
 */
export async function warmUp(serving: Serving, phrases: PhrasesByLocale, most = WARM_UP): Promise<void> {
  for (const [locale, byTopic] of Object.entries(phrases)) {
    const first = Object.values(byTopic).map(([phrase = '']) => phrase);
    for (const phrase of first.slice(0, most)) {
      if (isLocale(locale)) interpret(serving, clean(phrase), { locale });
      await setImmediate();
    }
  }
}

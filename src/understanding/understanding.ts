import { setImmediate } from 'node:timers/promises';
import type { Logger } from 'pino';
import { CodedError } from '../errors.ts';
import { isLocale, LOCALES, type Locale } from '../locale.ts';
import { leanOn } from './follow-up.ts';
import { createLanguageDetector, type LanguageDetector } from './language/detect.ts';
import { loadOutOfScope, loadPhrases, type PhrasesByLocale } from './phrases.ts';
import { classifyPoint } from './point.ts';
import { findQuestions } from './questions.ts';
import { clean } from './text/clean.ts';
import { type Classifier, createClassifier } from './topics/model.ts';
import type { Job } from './training/jobs.ts';
import { createTrainer, type Trainer } from './training/trainer.ts';
import type { TrainingThread } from './training/worker.ts';
import type { Context, Slots, Understanding, Understood } from './understood.ts';
import { zoneOf } from './zones.ts';

/** How long a message may wait for its slots, in milliseconds. */
const SLOTS_TIMEOUT = 300;

/** Finds what a message says about the visitor; may be slow or fail, understanding goes on without. */
export interface SlotExtractor {
  extract(text: string, context: { locale: Locale; now: Date }): Promise<Slots>;
  close(): Promise<void> | void;
}

export interface UnderstandingOptions {
  /** What to train on, or the folder that has it as `<locale>.json`. */
  phrases?: PhrasesByLocale;
  phrasesDir?: string;
  /** Lines that belong to no topic, or the folder that has them as `<locale>.json`; may be missing. */
  outOfScope?: Partial<Record<Locale, string[]>>;
  outOfScopeDir?: string;
  /** Where trained models are kept between starts; none are kept without it. */
  cacheDir?: string;
  slots: SlotExtractor;
  logger?: Logger;
  now?: () => Date;
}

/** What serves until other phrases are published. */
interface Serving {
  detect: LanguageDetector;
  classifiers: Partial<Record<Locale, Classifier>>;
}

/**
 * Trains on the phrases (or loads what an earlier start trained) and returns what understands messages.
 * Only locales that have phrases are understood.
 */
export async function createUnderstanding(options: UnderstandingOptions): Promise<Understanding> {
  const { slots, logger, cacheDir, now = () => new Date() } = options;
  const phrases = options.phrases ?? (await loadPhrases(options.phrasesDir ?? ''));
  const outOfScope =
    options.outOfScope ?? (options.outOfScopeDir ? await loadOutOfScope(options.outOfScopeDir) : {});
  const trainer = createTrainer({ cacheDir, logger });
  let serving = await prepare(trainer, phrases, outOfScope, { inBackground: false });

  async function slotsOf(text: string, locale: Locale, at: Date): Promise<Slots> {
    const late = Promise.withResolvers<Slots>();
    const timer = setTimeout(() => late.resolve({}), SLOTS_TIMEOUT);
    try {
      return await Promise.race([slots.extract(text, { locale, now: at }), late.promise]);
    } catch (error) {
      logger?.warn({ err: error }, 'slots could not be read');
      return {};
    } finally {
      clearTimeout(timer);
    }
  }

  return {
    async understand(text, context) {
      const cleaned = clean(text);
      const read = interpret(serving, cleaned, context);
      return { ...read, slots: await slotsOf(cleaned, read.language, context.now ?? now()) };
    },
    async publish(published) {
      serving = await prepare(trainer, published, outOfScope, { inBackground: true });
    },
    async close() {
      await Promise.all([trainer.close(), slots.close()]);
    },
  };
}

/** Everything but the slots, in well under a millisecond or two. */
function interpret(
  { detect, classifiers }: Serving,
  text: string,
  context: Context,
): Omit<Understood, 'slots'> {
  const { language, isClear } = detect(text, context.locale);
  const classify = classifiers[language];
  if (!classify)
    throw new CodedError('understanding/no-model', `No phrases were given for "${language}".`, 'Add them.');
  const whole = classifyPoint(text, language, classify);
  const candidates = leanOn(context.previousTopic, text, language, whole.candidates);
  const leans = candidates !== whole.candidates;
  const zone = zoneOf(candidates);
  const sure = zone === 'answer' ? candidates.slice(0, 1) : [];
  const questions = leans ? sure : findQuestions(text, language, whole, classify);
  return {
    language,
    languageIsClear: isClear,
    zone: questions.length > 0 ? 'answer' : zone,
    candidates,
    questions,
    evidence: whole.explain(),
  };
}

async function prepare(
  trainer: Trainer,
  phrases: PhrasesByLocale,
  outOfScope: Partial<Record<Locale, string[]>>,
  thread: TrainingThread,
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
  const [languages, ...topics] = await trainer.train([{ kind: 'languages', lines }, ...topicJobs], thread);
  const classifiers: Serving['classifiers'] = {};
  for (const model of topics) classifiers[model.locale] = createClassifier(model);
  const ready = { detect: createLanguageDetector(languages, locales), classifiers };
  await warmUp(ready, phrases);
  return ready;
}

/** Phrases of each language that are asked before visitors ask. */
const WARM_UP = 25;

/** Lets the runtime compile what it will need, a few milliseconds at a time, so that no visitor waits for it. */
async function warmUp(serving: Serving, phrases: PhrasesByLocale): Promise<void> {
  for (const [locale, byTopic] of Object.entries(phrases)) {
    const first = Object.values(byTopic).map(([phrase = '']) => phrase);
    for (const phrase of first.slice(0, WARM_UP)) {
      if (isLocale(locale)) interpret(serving, clean(phrase), { locale });
      await setImmediate();
    }
  }
}

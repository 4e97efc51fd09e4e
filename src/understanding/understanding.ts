import path from 'node:path';
import type { Logger } from 'pino';
import type { Locale } from '../locale.ts';
import { loadOutOfScope, loadPhrases, type PhrasesByLocale } from './phrases.ts';
import { interpret, prepareServing, warmUp } from './serving.ts';
import { clean } from './text/clean.ts';
import { createTrainer } from './training/trainer.ts';
import type { Slots, Understanding } from './understood.ts';

/** How long a message may wait for its slots, in milliseconds. */
const SLOTS_TIMEOUT = 300;

/** Milliseconds until a start is over. */
const WARM_UP_AFTER = 1_000;

/** Phrases of each language that are asked before that. */
const WARM_AT_ONCE = 3;

/** Finds what a message says about the visitor; may be slow or fail, understanding goes on without. */
export interface SlotExtractor {
  extract(text: string, context: { locale: Locale; now: Date }): Slots | Promise<Slots>;
  close(): Promise<void> | void;
}

export interface UnderstandingOptions {
  /** What to train on, or the folder that has it as `<locale>.json`. */
  phrases?: PhrasesByLocale;
  phrasesDir?: string;
  /**
   * Lines that belong to no topic, or the folder that has them as `<locale>.json`: by default `out-of-scope` beside
   * `phrasesDir`. Without any, more of what nobody can answer is taken for a question.
   */
  outOfScope?: Partial<Record<Locale, string[]>>;
  outOfScopeDir?: string;
  /** Where trained models are kept between starts; none are kept without it. */
  cacheDir?: string;
  /** Where models of another understanding are kept, which are taken over instead of trained again. */
  otherCacheDir?: string;
  slots: SlotExtractor;
  logger?: Logger;
  now?: () => Date;
}

/**
 * Trains on the phrases (or loads what an earlier start trained) and returns what understands messages.
 * Only locales that have phrases are understood.
 */
export async function createUnderstanding(options: UnderstandingOptions): Promise<Understanding> {
  const { slots, logger, cacheDir, otherCacheDir, now = () => new Date() } = options;
  const { phrases, outOfScope } = await load(options);
  const trainer = createTrainer({ cacheDir, otherCacheDir, logger });
  let serving = await prepareServing(trainer, phrases, outOfScope, { inBackground: false });
  // The very first sentence takes tens of milliseconds in one go; the others can wait until the start is over.
  await warmUp(serving, phrases, WARM_AT_ONCE);
  const warming = setTimeout(() => void warmUp(serving, phrases), WARM_UP_AFTER).unref();

  async function slotsOf(text: string, locale: Locale, at: Date): Promise<Slots> {
    try {
      const read = slots.extract(text, { locale, now: at });
      return read instanceof Promise ? await inTime(read) : read;
    } catch (error) {
      logger?.warn({ error: error instanceof Error ? error.name : 'unknown' }, 'slots could not be read');
      return {};
    }
  }

  return {
    async understand(text, context) {
      const cleaned = clean(text);
      const read = interpret(serving, cleaned, context);
      return { ...read, slots: await slotsOf(cleaned, read.language, context.now ?? now()) };
    },
    async publish(published) {
      const next = await prepareServing(trainer, published, outOfScope, { inBackground: true });
      await warmUp(next, published);
      serving = next;
    },
    async close() {
      clearTimeout(warming);
      await Promise.all([trainer.close(), slots.close()]);
    },
  };
}

/** What is read of a message within the time that it may wait; nothing when that is over. */
async function inTime(read: Promise<Slots>): Promise<Slots> {
  const late = Promise.withResolvers<Slots>();
  const timer = setTimeout(() => late.resolve({}), SLOTS_TIMEOUT);
  try {
    return await Promise.race([read, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}

async function load({ phrases, phrasesDir = '', outOfScope, outOfScopeDir }: UnderstandingOptions): Promise<{
  phrases: PhrasesByLocale;
  outOfScope: Partial<Record<Locale, string[]>>;
}> {
  const beside = phrases ? undefined : path.join(phrasesDir, '..', 'out-of-scope');
  const folder = outOfScopeDir ?? beside;
  return {
    phrases: phrases ?? (await loadPhrases(phrasesDir)),
    outOfScope: outOfScope ?? (folder === undefined ? {} : await loadOutOfScope(folder)),
  };
}

import path from 'node:path';
import { LOCALES, type Locale } from '../../locale.ts';
import { startThread } from '../../thread.ts';
import type { Slots } from '../understood.ts';
import { extract, NO_TIMES, type Times } from './extract.ts';
import { type Reading, read } from './reading.ts';
import type { Recognized } from './recognizers/found.ts';
import { createRecognizers } from './recognizers/recognizers.ts';
import { setScene } from './scene.ts';
import { spanOf } from './span.ts';
import { leavesTimes } from './unread.ts';
import { loadVocabulary } from './vocabulary.ts';

export interface SlotsOptions {
  /** Folder of the vocabulary; the project's own when left out. */
  vocabularyDir?: string;
  /** Within how many milliseconds a message is answered, whether or not the recognizers have been. */
  timeoutMs?: number;
  logger?: { warn(facts: object, message: string): void };
}

export interface SlotReader {
  /**
   * What a message says of the visitor: at once, but for the few messages that the recognizers are asked about. Never
   * throws, whatever the text, and is answered within `timeoutMs`: what they do not find in time is left to our own
   * rules. `locale` is the language of the message.
   */
  extract(text: string, context: { locale: Locale; now: Date }): Slots | Promise<Slots>;
  /** Resolves when the recognizers are warm for every language; until then our own rules work alone. */
  warm(): Promise<void>;
  close(): Promise<void>;
}

/** The recognizers grow slower than linearly with the text. */
const RECOGNIZED = 250;

/** Kept back from what a message may wait, for a timer that fires late and for our own rules. */
const MARGIN_MS = 30;

/** A thread that needs longer than that for so short a text will not end, even on a busy machine. */
const HUNG_MS = 5000;

/** Visitors who say when they can go come in bursts. */
const IDLE_MS = 5 * 60_000;

/** About what a thread answers within the time that a message may wait. */
const MAX_WAITING = 10;

const VOCABULARY = path.join(import.meta.dirname, '../../../data/vocabulary');

/**
 * Loads the vocabulary. The recognizers' thread starts with the first message that they may help with.
 * @throws CodedError `vocabulary.invalid` when a file of the vocabulary is wrong.
 */
export async function createSlots(options: SlotsOptions = {}): Promise<SlotReader> {
  const { vocabularyDir = VOCABULARY, timeoutMs = 300, logger } = options;
  const vocabulary = await loadVocabulary(vocabularyDir);
  const recognizers = createRecognizers({
    start: () => startThread(new URL('./recognizers/worker.ts', import.meta.url)),
    timeoutMs: timeoutMs - MARGIN_MS,
    hungMs: HUNG_MS,
    idleMs: IDLE_MS,
    maxWaiting: MAX_WAITING,
    onReplaced: (why) => logger?.warn({ why }, 'the recognizers are started again'),
  });
  return {
    extract(text, { locale, now }) {
      const reading = read(text, locale, vocabulary);
      const scene = setScene(reading, vocabulary, now);
      // Most messages gain nothing from the recognizers, and a thread's answer is dear.
      if (!leavesTimes(scene)) return extract(scene, NO_TIMES);
      return recognizers
        .find({ text: latin1(reading.text), locale, now: now.getTime() })
        .then((found) => extract(scene, timesOf(found, reading)));
    },
    async warm() {
      await Promise.all(LOCALES.map(recognizers.warm));
    },
    close: () => recognizers.close(),
  };
}

/** Same length, no character above U+00FF, which would make the recognizers compile every expression anew. */
const latin1 = (text: string): string => text.slice(0, RECOGNIZED).replace(/[\u0100-\uffff]/g, ' ');

function timesOf(found: Recognized[], { tokens }: Reading): Times {
  const times: Times = { moments: [], spans: [] };
  for (const item of found) {
    const start = tokens.findIndex((token) => token.end > item.start);
    const end = tokens.findLastIndex((token) => token.start < item.end) + 1;
    if (start < 0 || end - start < 2 || !tokens.slice(start, end).some(({ word }) => /^\p{L}{4}/u.test(word)))
      continue;
    if (item.kind === 'date') times.moments.push({ month: item.month, start, end });
    if (item.kind === 'length') times.spans.push(spanOf(item.count, item.unit, start, end));
  }
  return times;
}

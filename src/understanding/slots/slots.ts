import { Worker } from 'node:worker_threads';
import type { Locale } from '../../locale.ts';
import type { Slots } from '../understood.ts';
import { extract, mayTellTimes, NO_TIMES, type Times } from './extract.ts';
import { type Reading, read } from './reading.ts';
import { isYesOrNo } from './recognizers/booleans.ts';
import type { Recognized } from './recognizers/found.ts';
import { createRecognizers } from './recognizers/recognizers.ts';
import { type Scene, setScene } from './scene.ts';
import { spanOf } from './span.ts';
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
   * What a message says of the visitor. Never throws, whatever the text, and is answered within `timeoutMs`: what
   * the recognizers do not find in time is left to our own rules. `locale` is the language of the message.
   */
  extract(text: string, context: { locale: Locale; now: Date }): Promise<Slots>;
  /** The recognizers are warm; before that our own rules work alone. */
  ready: Promise<void>;
  close(): Promise<void>;
}

/** The recognizers grow slower than linearly with the text. */
const RECOGNIZED = 250;

/** Kept back from what a message may wait, for a timer that fires late and for our own rules. */
const MARGIN_MS = 30;

/** A thread that needs longer than that for so short a text will not end, even on a busy machine. */
const HUNG_MS = 5000;

/** About what a thread answers within the time that a message may wait. */
const MAX_WAITING = 10;

const VOCABULARY = new URL('../../../data/vocabulary/', import.meta.url).pathname;

/**
 * Loads the vocabulary and starts the recognizers' thread, without waiting until it is warm.
 * @throws CodedError `vocabulary.invalid` when a file of the vocabulary is wrong.
 */
export async function createSlots(options: SlotsOptions = {}): Promise<SlotReader> {
  const { vocabularyDir = VOCABULARY, timeoutMs = 300, logger } = options;
  const vocabulary = await loadVocabulary(vocabularyDir);
  const recognizers = createRecognizers({
    start: () => new Worker(new URL('./recognizers/worker.ts', import.meta.url)),
    timeoutMs: timeoutMs - MARGIN_MS,
    hungMs: HUNG_MS,
    maxWaiting: MAX_WAITING,
    onReplaced: (why) => logger?.warn({ why }, 'the recognizers are started again'),
  });
  return {
    async extract(text, { locale, now }) {
      const reading = read(text, locale, vocabulary.mend);
      const scene = setScene(reading, vocabulary, now);
      const times = hasTimes(scene) && mayTellTimes(scene);
      // Most messages gain nothing from the recognizers, and a thread's answer is dear.
      if (!times && !isYesOrNo(reading)) return extract(scene, NO_TIMES);
      const request = { text: latin1(reading.text), locale, now: now.getTime(), times };
      const found = await recognizers.find(request);
      return withBoolean(extract(scene, timesOf(found, reading)), found, reading);
    },
    ready: recognizers.ready,
    close: () => recognizers.close(),
  };
}

/** Whether there is a number, a unit or a time word in it. */
function hasTimes({ reading, vocabulary }: Scene): boolean {
  const { numbers, units, when, time } = vocabulary;
  return reading.tokens.some(
    ({ number }, i) =>
      number !== undefined || [numbers, units, when, time.next].some((book) => book.at(reading, i)),
  );
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

/** A yes or no that our words do not know, in a message that says nothing else. */
function withBoolean(slots: Slots, found: Recognized[], { tokens }: Reading): Slots {
  if (Object.keys(slots).length > 0) return slots;
  const boolean = found.find((item) => item.kind === 'boolean');
  const isWhole =
    boolean && boolean.start <= (tokens[0]?.start ?? 0) && boolean.end >= (tokens.at(-1)?.end ?? 0);
  return isWhole ? { answer: boolean.value ? 'yes' : 'no' } : slots;
}

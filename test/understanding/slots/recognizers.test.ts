import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { afterEach, describe, expect, test } from '@jest/globals';
import {
  createRecognizers,
  type Recognizers,
  type RecognizersOptions,
} from '../../../src/understanding/slots/recognizers/recognizers.ts';

/** A stand-in for the thread: it answers at once, never ("hang"), or dies ("die"), and says how often it was started. */
const THREAD = `
  const { parentPort } = require('node:worker_threads');
  parentPort.postMessage({ ready: true });
  parentPort.on('message', ({ id, text }) => {
    if (text === 'hang') for (;;);
    if (text === 'die') throw new Error('dead');
    if (text !== 'silent') parentPort.postMessage({ id, found: [{ kind: 'boolean', value: true, start: 0, end: text.length }] });
  });
`;

const YES = [{ kind: 'boolean', value: true, start: 0, end: 3 }];
const request = (text: string) => ({ text, locale: 'fr', now: 0, times: true }) as const;

let recognizers: Recognizers | undefined;
const threads: Worker[] = [];

afterEach(async () => {
  await recognizers?.close();
  threads.length = 0;
});

function create(options: Partial<RecognizersOptions> = {}): { recognizers: Recognizers; replaced: string[] } {
  const replaced: string[] = [];
  recognizers = createRecognizers({
    start() {
      const thread = new Worker(THREAD, { eval: true });
      threads.push(thread);
      return thread;
    },
    timeoutMs: 20,
    hungMs: 50,
    maxWaiting: 10,
    onReplaced: (why) => replaced.push(why),
    ...options,
  });
  return { recognizers, replaced };
}

/** The thread that took the place of the first is ready to be asked. */
async function secondIsReady(): Promise<void> {
  while (threads.length < 2) await new Promise(setImmediate);
  const [, second] = threads;
  if (second) await once(second, 'message');
}

describe('the recognizers’ thread', () => {
  test('answers what it finds', async () => {
    const { recognizers } = create({ timeoutMs: 10_000 });
    await recognizers.ready;
    expect(await recognizers.find(request('oui'))).toEqual(YES);
  });

  test('is not waited for before it is warm', async () => {
    const { recognizers } = create({ timeoutMs: 60_000 });
    expect(await recognizers.find(request('oui'))).toEqual([]);
  });

  test('is not waited for when it is late', async () => {
    const { recognizers, replaced } = create({ hungMs: 60_000 });
    await recognizers.ready;
    expect(await recognizers.find(request('silent'))).toEqual([]);
    expect(replaced).toEqual([]);
  });

  test('is not waited for when too many already wait', async () => {
    const { recognizers } = create({ maxWaiting: 0, timeoutMs: 60_000 });
    await recognizers.ready;
    expect(await recognizers.find(request('oui'))).toEqual([]);
  });

  test.each([
    ['hang', 'hung'],
    ['die', 'ended'],
  ])('that does not come back from a message (%s) is replaced by one that answers', async (text, why) => {
    const { recognizers, replaced } = create({ timeoutMs: 10_000 });
    await recognizers.ready;
    expect(await recognizers.find(request(text))).toEqual([]);
    await secondIsReady();
    expect(replaced).toEqual([why]);
    expect(await recognizers.find(request('oui'))).toEqual(YES);
  });

  test('answers those who wait when it is closed', async () => {
    const { recognizers } = create({ timeoutMs: 60_000, hungMs: 60_000 });
    await recognizers.ready;
    const answers = [recognizers.find(request('silent')), recognizers.find(request('oui'))];
    await recognizers.close();
    expect(await Promise.all(answers)).toEqual([[], []]);
  });
});

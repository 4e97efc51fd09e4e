import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { afterEach, describe, expect, test } from '@jest/globals';
import {
  createRecognizers,
  type Recognizers,
  type RecognizersOptions,
} from '../../../src/understanding/slots/recognizers/recognizers.ts';

/** A stand-in for the thread: it answers at once, never ("hang"), or dies ("die"). */
const THREAD = `
  const { parentPort } = require('node:worker_threads');
  parentPort.on('message', ({ id, text, warm }) => {
    if (warm) return parentPort.postMessage({ warm });
    if (text === 'hang') for (;;);
    if (text === 'die') throw new Error('dead');
    if (text !== 'silent') parentPort.postMessage({ id, found: [{ kind: 'date', month: '2027-03', start: 0, end: text.length }] });
  });
`;

const FOUND = [{ kind: 'date', month: '2027-03', start: 0, end: 5 }];
const request = (text: string) => ({ text, locale: 'fr', now: 0 }) as const;

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
    idleMs: 60_000,
    maxWaiting: 10,
    onReplaced: (why) => replaced.push(why),
    ...options,
  });
  return { recognizers, replaced };
}

describe('the recognizers’ thread', () => {
  test('answers what it finds', async () => {
    const { recognizers } = create({ timeoutMs: 10_000 });
    await recognizers.warm('fr');
    expect(await recognizers.find(request('lundi'))).toEqual(FOUND);
  });

  test('starts with the first who asks, and is not waited for before it is warm', async () => {
    const { recognizers } = create({ timeoutMs: 60_000 });
    expect(threads).toEqual([]);
    expect(await recognizers.find(request('lundi'))).toEqual([]);
    await recognizers.warm('fr');
    expect(threads).toHaveLength(1);
    expect(await recognizers.find(request('lundi'))).toEqual(FOUND);
  });

  test('is warmed one language after the other, as they are asked for', async () => {
    const { recognizers } = create({ timeoutMs: 60_000 });
    await recognizers.warm('fr');
    expect(await recognizers.find({ ...request('today'), locale: 'en' })).toEqual([]);
    await recognizers.warm('en');
    expect(await recognizers.find({ ...request('today'), locale: 'en' })).toEqual(FOUND);
    expect(threads).toHaveLength(1);
  });

  test('ends when nobody asks for long, and starts again', async () => {
    const { recognizers, replaced } = create({ timeoutMs: 10_000, idleMs: 5 });
    await recognizers.warm('fr');
    await once(threads[0] as Worker, 'exit');
    await recognizers.warm('fr');
    expect(threads).toHaveLength(2);
    expect(replaced).toEqual([]);
  });

  test('is not waited for when it is late', async () => {
    const { recognizers, replaced } = create({ hungMs: 60_000 });
    await recognizers.warm('fr');
    expect(await recognizers.find(request('silent'))).toEqual([]);
    expect(replaced).toEqual([]);
  });

  test('is not waited for when too many already wait', async () => {
    const { recognizers } = create({ maxWaiting: 0, timeoutMs: 60_000 });
    await recognizers.warm('fr');
    expect(await recognizers.find(request('lundi'))).toEqual([]);
  });

  test.each([
    ['hang', 'hung'],
    ['die', 'ended'],
  ])('that does not come back from a message (%s) is replaced by one that answers', async (text, why) => {
    const { recognizers, replaced } = create({ timeoutMs: 10_000 });
    await recognizers.warm('fr');
    expect(await recognizers.find(request(text))).toEqual([]);
    await recognizers.warm('fr');
    expect(threads).toHaveLength(2);
    expect(replaced).toEqual([why]);
    expect(await recognizers.find(request('lundi'))).toEqual(FOUND);
  });

  test('answers those who wait when it is closed', async () => {
    const { recognizers } = create({ timeoutMs: 60_000, hungMs: 60_000 });
    await recognizers.warm('fr');
    const answers = [recognizers.find(request('silent')), recognizers.find(request('lundi'))];
    await recognizers.close();
    expect(await Promise.all(answers)).toEqual([[], []]);
  });
});

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { formatMandates } from '../../src/mandates/mandates-file.ts';
import { openMandateStore } from '../../src/mandates/store.ts';
import { aMandate } from './a-mandate.ts';
import { type Image, imageAfter, layOut, recordingDisk, type Step } from './power-cut.ts';

const IMAGES = 1200;
const VERSIONS = 12;
const silent = { error: () => undefined, warn: () => undefined, info: () => undefined };

/** The whole store in its version n: every mandate carries it, so that a mixture would show. */
const version = (n: number) => ['one', 'two'].map((id) => aMandate({ id, city: `version ${n}` }));

let folder: string;
let before: Image;
const log: Step[] = [];

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'power-cut-'));
  const file = path.join(folder, 'mandates.json');
  const text = formatMandates(version(0));
  await writeFile(file, text);
  before = new Map([[file, text]]);
  const store = await openMandateStore({ file, logger: silent, pollMs: 0, disk: recordingDisk(log) });
  for (let n = 1; n <= VERSIONS; n++) {
    await store.replace(version(n));
    log.push({ call: 'ack', version: n });
  }
  await store.dispose();
});

afterAll(() => rm(folder, { recursive: true }));

/** Starts the store on images of the disk; what each serves beside what had been acknowledged. */
async function startAfterPowerCuts(steps: Step[], count: number) {
  const random = seeded(20261123);
  const found: { acknowledged: number; served: number | undefined; broken: boolean }[] = [];
  for (let n = 0; n < count; n++) {
    const cut = Math.floor(random() * (steps.length + 1));
    const image = path.join(folder, 'image');
    await layOut(imageAfter(steps, cut, before, random), image);
    const store = await openMandateStore({
      file: path.join(image, 'mandates.json'),
      logger: silent,
      pollMs: 0,
    });
    const cities = new Set(store.all().map(({ city }) => city));
    const [city] = cities;
    found.push({
      acknowledged: steps
        .slice(0, cut)
        .reduce((last, step) => (step.call === 'ack' ? step.version : last), 0),
      served: cities.size === 1 ? Number(city?.replace('version ', '')) : undefined,
      broken: store.fault() !== undefined,
    });
    await store.dispose();
  }
  return found;
}

test(`after ${IMAGES} power cuts no file is corrupt and no acknowledged change is lost`, async () => {
  const found = await startAfterPowerCuts(log, IMAGES);
  expect(found.filter(({ broken }) => broken)).toEqual([]);
  expect(found.filter(({ served, acknowledged }) => served === undefined || served < acknowledged)).toEqual(
    [],
  );
  expect(new Set(found.map(({ served }) => served)).size).toBe(VERSIONS + 1);
});

test('the same cuts do break a program that never syncs', async () => {
  const careless = log.filter(({ call }) => call !== 'sync' && call !== 'sync-folder');
  const found = await startAfterPowerCuts(careless, 100);
  expect(found.filter(({ broken }) => broken).length).toBeGreaterThan(10);
  expect(found.filter(({ served, acknowledged }) => (served ?? 0) < acknowledged).length).toBeGreaterThan(10);
});

/** Mulberry32: the same cuts in every run. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

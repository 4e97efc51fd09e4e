import { mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeEach, describe, expect, jest, test } from '@jest/globals';
import { pino } from 'pino';
import { cacheFile, readCached, writeCached } from '../../src/understanding/training/cache.ts';
import type { Job } from '../../src/understanding/training/jobs.ts';
import { createTrainer } from '../../src/understanding/training/trainer.ts';

const JOB = {
  kind: 'topics',
  locale: 'en',
  phrases: { costs: ['how much', 'who pays'], age: ['how old', 'what age'] },
  outOfScope: [],
} satisfies Job;

const FOREGROUND = { inBackground: false };

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'models-'));
});

describe('cached models', () => {
  test('are read back as they were written', async () => {
    const file = await cacheFile(folder, JOB, 'code');
    const model = {
      weights: Int8Array.of(1, -2, 3),
      index: { starts: Uint32Array.of(7, 2 ** 32 - 1), values: Float32Array.of(0.5, -0.25, 1e-9) },
      topics: ['costs', 'âge'],
      calibration: [0.1, Number.NaN, [Float64Array.of(Math.PI)]],
    };
    await writeCached(file, model);
    expect(await readCached(file)).toEqual(model);
  });

  test('that were cut short are not read', async () => {
    const file = await cacheFile(folder, JOB, 'code');
    await writeCached(file, { weights: new Int8Array(1000) });
    await writeFile(file, (await readFile(file)).subarray(0, 500));
    expect(await readCached(file)).toBeUndefined();
    expect(await readCached(path.join(folder, 'missing.model'))).toBeUndefined();
  });

  test('replace the older ones of their name', async () => {
    await writeCached(await cacheFile(folder, JOB, 'old code'), {});
    await writeCached(await cacheFile(folder, JOB, 'new code'), {});
    expect(await readdir(folder)).toEqual([path.basename(await cacheFile(folder, JOB, 'new code'))]);
  });

  test('belong to their phrases', async () => {
    const other = { ...JOB, phrases: { ...JOB.phrases, age: ['how old'] } };
    expect(await cacheFile(folder, other, 'code')).not.toBe(await cacheFile(folder, JOB, 'code'));
  });
});

describe('the trainer', () => {
  test('trains in a process of its own, then finds its model in the cache', async () => {
    const first = createTrainer({ cacheDir: folder });
    const [trained] = await first.train([JOB], FOREGROUND);
    await first.close();
    expect(trained.topics).toEqual(['costs', 'age']);
    const [file = ''] = await readdir(folder);
    expect(await readCached(path.join(folder, file))).toEqual(trained);
    const [again] = await createTrainer({ cacheDir: folder }).train([JOB], FOREGROUND);
    expect(again).toEqual(trained);
  });

  test('keeps what is only tried apart from what serves, and finds it there when it is to serve', async () => {
    const [models, tried] = [path.join(folder, 'models'), path.join(folder, 'tried')];
    const logger = pino({ level: 'silent' });
    const trained = jest.spyOn(logger, 'info');
    const serving = createTrainer({ cacheDir: models, otherCacheDir: tried, logger });
    const trial = createTrainer({ cacheDir: tried, otherCacheDir: models, logger });
    await serving.train([JOB], FOREGROUND);
    await trial.train([JOB], FOREGROUND);
    expect(trained).toHaveBeenCalledTimes(1);

    const kept = await readdir(models);
    const draft = { ...JOB, phrases: { ...JOB.phrases, age: ['how old am I', 'what age'] } };
    const [asTried] = await trial.train([draft], FOREGROUND);
    expect(trained).toHaveBeenCalledTimes(2);
    expect(await readdir(models)).toEqual(kept);

    expect(await serving.train([draft], FOREGROUND)).toEqual([asTried]);
    expect(trained).toHaveBeenCalledTimes(2);
    expect(await readdir(models)).toEqual(await readdir(tried));
  });

  test('says so when training fails', async () => {
    const broken = { ...JOB, phrases: { costs: [null as unknown as string] } };
    await expect(createTrainer().train([broken], FOREGROUND)).rejects.toThrow(
      /Training on the phrases failed/,
    );
  });
});

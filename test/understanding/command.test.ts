import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { runCommand } from '../../src/cli/run-command.ts';
import { understandCommand } from '../../src/cli/understand.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'understand-'));
  const phrases = {
    costs: ['how much is it', 'who pays', 'is there an allowance', 'is it paid'],
    age: ['how old must I be', 'is there an age limit', 'am I too old', 'am I too young'],
  };
  await writeFile(path.join(folder, 'en.json'), JSON.stringify(phrases));
  await writeFile(
    path.join(folder, 'questions.tsv'),
    'locale\ttopic\tquestion\nen\tcosts\twho would pay\nen\tage\tam I old\nen\tnone\tnice soup\n',
  );
  await writeFile(path.join(folder, 'bad.tsv'), 'locale\ttopic\tquestion\nen\tcosts\n');
  await writeFile(path.join(folder, 'french.tsv'), 'locale\ttopic\tquestion\nfr\tcosts\tcombien\n');
});

async function understand(...argv: string[]): Promise<{ code: number; out: string; err: string }> {
  let [out, err] = ['', ''];
  const code = await runCommand(understandCommand, argv, {
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
  });
  return { code, out, err };
}

const file = (name: string): string => path.join(folder, name);

describe('npm run understand', () => {
  test('with --file and --json prints a line a question, in order, and the summary', async () => {
    const { code, out } = await understand('--file', file('questions.tsv'), '--phrases', folder, '--json');
    const lines = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(code).toBe(0);
    expect(lines.map(({ expected }) => expected)).toEqual(['costs', 'age', 'none', undefined]);
    expect(Object.keys(lines[0])).toEqual([
      'locale',
      'expected',
      'predicted',
      'zone',
      'confidence',
      'candidates',
      'microseconds',
    ]);
    expect(lines[0]).toMatchObject({
      locale: 'en',
      predicted: 'costs',
      candidates: [{ topic: 'costs' }, { topic: 'age' }],
    });
    expect(lines[3]).toMatchObject({ summary: { questions: 3, outOfScope: 1, accuracy: 1 } });
  });

  test('candidates come in the order of their confidence', async () => {
    const { out } = await understand('--file', file('questions.tsv'), '--phrases', folder, '--json');
    const rows: number[][] = out
      .trim()
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line).candidates.map((one: { confidence: number }) => one.confidence));
    expect(rows).toHaveLength(3);
    for (const row of rows) expect(row).toEqual(row.toSorted((a, b) => b - a));
  });

  test('with --file prints a table for people', async () => {
    const { out } = await understand('--file', file('questions.tsv'), '--phrases', folder);
    expect(out).toMatch(/best topic right\s+100\.0 %/);
  });

  test.each([
    ['nothing to understand', [], /Give either a message or --file/],
    ['both a message and a file', ['hello', '--file', 'x.tsv'], /Give either a message or --file/],
    ['a file that is missing', ['--file', 'nowhere.tsv'], /nowhere\.tsv cannot be read/],
    ['an unknown language', ['--locale', 'de', 'hallo'], /fr, en, es/],
  ])('answers misuse with 2: %s', async (_, argv, message) => {
    const { code, err } = await understand(...argv);
    expect(code).toBe(2);
    expect(err).toMatch(message);
  });

  test.each([
    ['an empty one', ''],
    ['a header alone', 'locale\ttopic\tquestion\n'],
  ])('refuses a file without a question: %s', async (_, text) => {
    await writeFile(file('none.tsv'), text);
    expect(await understand('--file', file('none.tsv'), '--phrases', folder)).toMatchObject({
      code: 2,
      out: '',
      err: expect.stringMatching(/it holds no question/),
    });
  });

  test('names the line of a malformed file, and a language without phrases', async () => {
    expect(await understand('--file', file('bad.tsv'))).toMatchObject({
      code: 2,
      err: expect.stringMatching(/line 2/),
    });
    const french = await understand('--file', file('french.tsv'), '--phrases', folder);
    expect(french).toMatchObject({ code: 2, err: expect.stringMatching(/"fr" but no phrases/) });
  });
});

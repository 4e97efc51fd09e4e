import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { auroc } from '../../src/understanding/evaluation/summary.ts';
import { createRandom, shuffle } from '../../src/understanding/random.ts';
import type { BenchOptions, Table } from './bench.ts';
import { type Ask, ENGINES, type Engine } from './intent-engines.ts';
import { type IntentSet, ownSets, sharedSets } from './intent-sets.ts';
import { plain, withTypos } from './spoiling.ts';

const COLUMNS = [
  'set',
  'engine',
  'questions',
  'accuracy',
  '1 typo',
  '2 typos',
  'plain',
  'AUROC',
  'µs',
  'MB',
  'training s',
] as const;

type Row = Record<(typeof COLUMNS)[number], string | number | null>;

/** With `quick`: sets with more phrases than this are left out, and of our own this many a topic are taken. */
const QUICK_PHRASES = 2000;
const QUICK_TOPIC = 30;

/**
 * Our classifier and node-nlp, untouched, side by side: percent right on clean questions, with one and two typos for
 * every ten characters, and typed without case, accents and punctuation; AUROC with a quarter of the topics held
 * out; median microseconds a question; memory and time to train.
 */
export async function understanding({
  quick = false,
  data,
  onProgress = () => undefined,
}: BenchOptions = {}): Promise<Table> {
  const shared = (await sharedSets(data)).filter((set) => !quick || sizeOf(set) <= QUICK_PHRASES);
  const sets = [...shared, ...(await ownSets(quick ? QUICK_TOPIC : Number.POSITIVE_INFINITY))];
  const rows: Row[] = [];
  for (const set of sets) {
    for (const [engine, build] of Object.entries(ENGINES)) {
      onProgress(`understanding: ${set.name} ${set.locale}, ${engine}`);
      rows.push(await measure(set, engine, build));
    }
  }
  const isShared = ({ set }: Row): boolean => !String(set).startsWith('own phrases');
  const means = Object.keys(ENGINES).flatMap((engine) => [
    mean(
      'mean, shared sets',
      engine,
      rows.filter((row) => row.engine === engine && isShared(row)),
    ),
    mean(
      'mean, all',
      engine,
      rows.filter((row) => row.engine === engine),
    ),
  ]);
  return { title: 'Understanding, beside node-nlp', columns: COLUMNS, rows: [...rows, ...means] };
}

const sizeOf = ({ phrases }: IntentSet): number => Object.values(phrases).flat().length;

async function measure(set: IntentSet, engine: string, build: Engine): Promise<Row> {
  const before = memory();
  const started = performance.now();
  const ask = await build(set.phrases, set.locale);
  const training = (performance.now() - started) / 1000;
  const megabytes = memory() - before;
  const clean = await askAll(ask, set, (text) => text);
  return {
    set: `${set.name} ${set.locale}`,
    engine,
    questions: set.questions.length,
    accuracy: clean.accuracy,
    '1 typo': (await askAll(ask, set, (text, at) => withTypos(text, 1, at))).accuracy,
    '2 typos': (await askAll(ask, set, (text, at) => withTypos(text, 2, at))).accuracy,
    plain: (await askAll(ask, set, plain)).accuracy,
    AUROC: await heldOutTopics(set, build),
    µs: clean.microseconds,
    MB: megabytes,
    'training s': training,
  };
}

async function askAll(ask: Ask, { questions }: IntentSet, spoil: (text: string, at: number) => string) {
  let right = 0;
  const times: number[] = [];
  for (const [at, { topic, text }] of questions.entries()) {
    const asked = spoil(text, at);
    const started = performance.now();
    const guess = await ask(asked);
    times.push((performance.now() - started) * 1000);
    if (guess.topic === topic) right++;
  }
  times.sort((a, b) => a - b);
  return { accuracy: (100 * right) / questions.length, microseconds: times[times.length >> 1] ?? 0 };
}

/** Trains without a quarter of the topics; how well does confidence tell their questions from the others? */
async function heldOutTopics(
  { phrases, questions, locale }: IntentSet,
  build: Engine,
): Promise<number | null> {
  const topics = shuffle(Object.keys(phrases), createRandom(23));
  const hidden = new Set(topics.slice(0, Math.floor(topics.length / 4)));
  if (hidden.size === 0) return null;
  const kept = Object.fromEntries(Object.entries(phrases).filter(([topic]) => !hidden.has(topic)));
  const ask = await build(kept, locale);
  const inside: number[] = [];
  const outside: number[] = [];
  for (const { topic, text } of questions) {
    (hidden.has(topic) ? outside : inside).push((await ask(text)).confidence);
  }
  const area = auroc(inside, outside);
  return area === null ? null : 100 * area;
}

function mean(set: string, engine: string, rows: readonly Row[]): Row {
  const of = (column: keyof Row): number | null => {
    const values = rows.map((row) => row[column]).filter((value) => typeof value === 'number');
    return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
  };
  const averaged = Object.fromEntries(COLUMNS.slice(3).map((column) => [column, of(column)]));
  const questions = rows.reduce((sum, row) => sum + Number(row.questions), 0);
  return { ...(averaged as Row), set, engine, questions };
}

/** Megabytes that are in use once garbage is gone, typed arrays included. */
function memory(): number {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return (heapUsed + arrayBuffers) / 1e6;
}

import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setImmediate, setTimeout } from 'node:timers/promises';
import { LOCALES, type Locale } from '../../src/locale.ts';
import { parseQuestions, type Question } from '../../src/understanding/evaluation/question-file.ts';
import { loadPhrases } from '../../src/understanding/phrases.ts';
import { createSlots } from '../../src/understanding/slots/slots.ts';
import { createUnderstanding, type SlotExtractor } from '../../src/understanding/understanding.ts';
import type { Phrases, Understanding } from '../../src/understanding/understood.ts';
import type { BenchOptions, Table } from './bench.ts';
import { watchLoop } from './loop-watch.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const PHRASES = path.join(ROOT, 'data', 'phrases');
const OUT_OF_SCOPE = path.join(ROOT, 'data', 'out-of-scope');
const QUESTIONS = ['held-out.tsv', 'newcomers.tsv'];

/** Questions asked while other phrases are trained, at most. */
const MOST_MEANWHILE = 1000;

/** The bars, in milliseconds; a stall is this thread's own work, not its waiting for a processor. */
const LONGEST_TOPICS = 2;
const LONGEST_STALL = 20;
const LONGEST_HOSTILE = 300;
const LONGEST_TRAINING = 6000;

const HOSTILE = [
  'a'.repeat(100_000),
  'je suis citoyen et je parle un peu anglais, '.repeat(2500),
  'vingt-'.repeat(2000),
  'combein de tepms sa dur '.repeat(4500),
  '\u0000\u0007\u001b[31m'.repeat(20_000),
  '\u202e\u200f6\u2067 mois\u2069'.repeat(10_000),
  's\u200di\u200dx\u200d '.repeat(10_000),
  '\ud800 6 \udfff'.repeat(10_000),
  `e${'\u0301'.repeat(50_000)}`,
  '\ufdfa'.repeat(50_000),
];

const COLUMNS = ['part', 'messages', 'p50 ms', 'p95 ms', 'most ms', 'loop ms', 'seconds'];

const NO_SLOTS: SlotExtractor = { extract: async () => ({}), close: () => {} };

/**
 * What understanding takes of the thread that serves visitors: for each message, and without a break ("loop"), while
 * the models are trained, while questions are asked, while other phrases are published, and under hostile text.
 */
export async function responsiveness({ onProgress = () => undefined }: BenchOptions = {}): Promise<Table> {
  const questions = QUESTIONS.flatMap((file) =>
    parseQuestions(readFileSync(path.join(ROOT, 'test/understanding', file), 'utf8')),
  );
  const findings: string[] = [];
  const rows: object[] = [];
  const loop = watchLoop();

  /** Runs one part and gives it a row; `work` returns the milliseconds of each of its messages. */
  async function measure(part: string, work: () => Promise<number[]>): Promise<number[]> {
    onProgress(`responsiveness: ${part}`);
    await setTimeout(20);
    loop.reset();
    const started = performance.now();
    const times = (await work()).sort((a, b) => a - b);
    await setTimeout(20);
    const { ownMs } = loop.longest();
    const at = (share: number): number | null => times[Math.floor(times.length * share)] ?? null;
    const seconds = (performance.now() - started) / 1000;
    const values = [part, times.length, at(0.5), at(0.95), times.at(-1) ?? null, ownMs, seconds];
    rows.push(Object.fromEntries(COLUMNS.map((column, i) => [column, values[i]])));
    if (ownMs > LONGEST_STALL) findings.push(`${part}: ${ownMs.toFixed(0)} ms of work without a break`);
    return times;
  }

  // Models are kept between starts, as the assistant keeps them; none are at hand yet.
  const cacheDir = await mkdtemp(path.join(tmpdir(), 'responsiveness-'));
  let understanding: Understanding | undefined;
  const [training = 0] = await measure('training three languages', async () => {
    const started = performance.now();
    understanding = await createUnderstanding({ phrasesDir: PHRASES, cacheDir, slots: NO_SLOTS });
    return [performance.now() - started];
  });
  if (!understanding) throw new Error('there is nothing to ask');
  if (training > LONGEST_TRAINING) findings.push(`training took ${(training / 1000).toFixed(1)} s`);

  const topics = understanding;
  const asked = await measure('questions, topics alone', () => askAll(topics, questions));
  const p95 = asked[Math.floor(asked.length * 0.95)] ?? 0;
  if (p95 > LONGEST_TOPICS) findings.push(`topics: p95 ${p95.toFixed(2)} ms`);
  const phrases = withOneMore((await loadPhrases(PHRASES)) as Record<Locale, Phrases>);
  await measure('questions while publishing', async () => {
    const state = { isTraining: true };
    const publishing = topics.publish(phrases).finally(() => {
      state.isTraining = false;
    });
    const times: number[] = [];
    for (let at = 0; state.isTraining && at < MOST_MEANWHILE; at++) {
      const question = questions[at % questions.length];
      if (question) times.push(...(await askAll(topics, [question])));
      await setTimeout(5);
    }
    await publishing;
    return times;
  });
  await topics.close();

  const slots = await createSlots();
  let again: Understanding | undefined;
  await measure('models kept from before', async () => {
    const started = performance.now();
    again = await createUnderstanding({ phrases, outOfScopeDir: OUT_OF_SCOPE, cacheDir, slots });
    return [performance.now() - started];
  });
  if (!again) throw new Error('there is nothing to ask');

  const whole = again;
  await measure('questions, with what they say of the visitor', () => askAll(whole, questions));
  const hostile = LOCALES.flatMap((locale) =>
    HOSTILE.map((question) => ({ locale, question, topic: 'none' })),
  );
  const worst = (await measure('hostile text', () => askAll(whole, hostile))).at(-1) ?? 0;
  if (worst > LONGEST_HOSTILE) findings.push(`hostile text: ${worst.toFixed(0)} ms for one message`);
  await whole.close();
  await rm(cacheDir, { recursive: true });
  loop.stop();
  return { title: 'What understanding takes of the serving thread', columns: COLUMNS, rows, findings };
}

/** What an editor may publish: another model in every language. */
function withOneMore(phrases: Record<Locale, Phrases>): Record<Locale, Phrases> {
  const more = (own: Phrases): Phrases => ({
    ...own,
    newsletter: [...(own.newsletter ?? []), 'newsletter 2'],
  });
  return { fr: more(phrases.fr), en: more(phrases.en), es: more(phrases.es) };
}

/** Each question is timed so often; the least counts, since others may be using the machine. */
const TRIES = 3;

/** Asks one after the other, as visitors do: the event loop has its turn between two. Milliseconds for each. */
async function askAll(
  understanding: Understanding,
  questions: readonly Pick<Question, 'locale' | 'question'>[],
): Promise<number[]> {
  const times: number[] = [];
  for (const { locale, question } of questions) {
    let least = Number.POSITIVE_INFINITY;
    for (let tried = 0; tried < TRIES; tried++) {
      const started = performance.now();
      await understanding.understand(question, { locale });
      least = Math.min(least, performance.now() - started);
      await setImmediate();
    }
    times.push(least);
  }
  return times;
}

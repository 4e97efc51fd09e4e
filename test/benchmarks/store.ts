import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3';
import { pino } from 'pino';
import type { ConversationFilter } from '../../src/transcripts/review.ts';
import { createSqliteStore } from '../../src/transcripts/sqlite/store.ts';
import type { ConversationStore } from '../../src/transcripts/store.ts';
import { createRandom } from '../transcripts/random.ts';
import type { BenchOptions, Table } from './bench.ts';
import { median, quantile } from './figures.ts';
import { cpuMs } from './process-cost.ts';
import { startServer } from './server-process.ts';
import { aTypicalTurn, grow, sentence } from './store-data.ts';
import { type Client, channelClient } from './turn-clients.ts';

/** Staff waits no longer than this for 95 of 100 searches, in milliseconds. */
const BAR_SEARCH = 200;

/** So much slower may the slowest turns become while staff searches. */
const BAR_GROWTH = 1.1;

/** So much of its throughput with MemoryStorage must the whole bot keep. */
const BAR_OF_MEMORY = 0.8;

interface StoreOptions extends BenchOptions {
  /** How far the big store is grown before it is searched. */
  activities?: number;
  /** Each measure is taken this often, the measures taking turns. */
  rounds?: number;
  /** How long one measure lasts. */
  milliseconds?: number;
}

/** Milliseconds; medians over the rounds. */
interface StoreRow {
  measure: string;
  activities: number;
  /** How many ask at once. */
  atOnce: number;
  perSecond: number;
  p50: number;
  p95: number;
  p99: number;
  /** Of the process that works, all its threads. */
  cpuMs: number;
}

type Work = (asker: number) => Promise<unknown>;

interface Measure extends Pick<StoreRow, 'measure' | 'activities' | 'atOnce'> {
  work: Work;
  /** Goes on beside it and is not measured. */
  beside?: Work;
  /** The process that works. */
  pid: number;
  taken: Omit<StoreRow, 'measure' | 'activities' | 'atOnce'>[];
}

/**
 * Durable turns a second beside the inserts that any bot would make with the same library, in a new store and in a
 * grown one, alone and while staff searches; how long staff waits there; and the whole bot over HTTP beside the same
 * bot with botbuilder's MemoryStorage in the store's place.
 */
export async function store({
  quick = false,
  activities = quick ? 30_000 : 1_000_000,
  rounds = quick ? 2 : 5,
  milliseconds = quick ? 500 : 3_000,
  onProgress = () => undefined,
}: StoreOptions = {}): Promise<Table> {
  const folder = await mkdtemp(path.join(tmpdir(), 'passerelle-bench-'));
  const big = path.join(folder, 'big.db');
  grow(big, activities, onProgress);
  const logger = pino({ level: 'silent' });
  const small = await createSqliteStore({ file: path.join(folder, 'small.db'), logger });
  const grown = await createSqliteStore({ file: big, logger });
  const raw = rawInserts(path.join(folder, 'raw.db'));
  const onDisk = await startServer({ env: UNSIGNED });
  const inMemory = await startServer({ env: UNSIGNED, flags: ['--import', IN_MEMORY] });

  const search = staffSearch(grown);
  const measure = (
    name: string,
    size: number,
    atOnce: number,
    work: Work,
    { beside, pid = process.pid }: Pick<Partial<Measure>, 'beside' | 'pid'> = {},
  ): Measure => ({ measure: name, activities: size, atOnce, work, beside, pid, taken: [] });
  const measures = [
    measure('raw better-sqlite3 inserts', 0, 1, raw.insert),
    ...[1, 16, 64].map((atOnce) => measure('turns', 0, atOnce, turns(small))),
    ...[1, 16, 64].map((atOnce) => measure('turns', activities, atOnce, turns(grown))),
    ...[1, 16].map((atOnce) =>
      measure(WHILE_SEARCHING, activities, atOnce, turns(grown), { beside: search }),
    ),
    measure('staff search', activities, 1, search),
    measure('staff list', activities, 1, staffList(grown)),
    ...[1, 16].flatMap((atOnce) => [
      measure(ON_DISK, 0, atOnce, wholeBot(onDisk.url), onDisk),
      measure(IN_MEMORY_ONLY, 0, atOnce, wholeBot(inMemory.url), inMemory),
    ]),
  ];
  for (let round = 0; round <= rounds; round++) {
    onProgress(`store: round ${round} of ${rounds}`);
    for (const one of measures) {
      const taken = await take(one, round === 0 ? milliseconds / 4 : milliseconds);
      // Round 0 warms up.
      if (round > 0) one.taken.push(taken);
    }
  }
  raw.close();
  await Promise.all([small.close(), grown.close(), onDisk.stop(), inMemory.stop()]);
  await rm(folder, { recursive: true });
  const rows = measures.map(({ taken, measure: name, activities: size, atOnce }) => {
    const of = (what: keyof (typeof taken)[number]) => median(taken.map((one) => one[what]));
    const times = { p50: of('p50'), p95: of('p95'), p99: of('p99'), cpuMs: of('cpuMs') };
    return { measure: name, activities: size, atOnce, perSecond: Math.round(of('perSecond')), ...times };
  });
  return {
    title: 'Keeping turns, ms (medians of interleaved rounds)',
    columns: ['measure', 'activities', 'atOnce', 'perSecond', 'p50', 'p95', 'p99', 'cpuMs'],
    rows,
    findings: missed(rows, activities),
  };
}

const WHILE_SEARCHING = 'turns while staff searches';
const ON_DISK = 'whole bot';
const IN_MEMORY_ONLY = 'whole bot with MemoryStorage';

const IN_MEMORY = './test/benchmarks/peers/in-memory.ts';

/** Opens the messages' route to programs of this machine. */
const UNSIGNED = { ALLOW_UNAUTHENTICATED_MESSAGES: 'true' };

function missed(rows: StoreRow[], grown: number): string[] {
  const row = (measure: string, activities: number, atOnce: number) =>
    rows.find((one) => one.measure === measure && one.activities === activities && one.atOnce === atOnce);
  const figure = (measure: string, activities: number, atOnce: number, what: 'perSecond' | 'p95' | 'p99') =>
    row(measure, activities, atOnce)?.[what] ?? Number.NaN;
  const ofMemory = figure(ON_DISK, 0, 16, 'perSecond') / figure(IN_MEMORY_ONLY, 0, 16, 'perSecond');
  const growth = figure(WHILE_SEARCHING, grown, 16, 'p99') / figure('turns', grown, 16, 'p99');
  const search = figure('staff search', grown, 1, 'p95');
  return [
    ofMemory < BAR_OF_MEMORY && `the whole bot keeps ${ofMemory.toFixed(2)} of its throughput in memory`,
    growth > BAR_GROWTH && `the p99 of turns grows ${growth.toFixed(2)} times while staff searches`,
    search > BAR_SEARCH && `the p95 of staff search is ${search} ms`,
  ].filter((finding) => finding !== false);
}

/** Messages as programs of Bot Framework send them, understood, answered and kept; each asker has its own conversation. */
function wholeBot(url: string): Work {
  const clients = new Map<number, Client>();
  return (asker) => {
    const client = clients.get(asker) ?? channelClient(url);
    clients.set(asker, client);
    return client();
  };
}

async function take(
  { work, beside, pid, atOnce }: Measure,
  milliseconds: number,
): Promise<Measure['taken'][number]> {
  const times: number[] = [];
  const cpuBefore = cpuMs(pid);
  const began = performance.now();
  const isOver = () => performance.now() - began >= milliseconds;
  const ask = async (asker: number) => {
    while (!isOver()) {
      const begin = performance.now();
      await work(asker);
      times.push(performance.now() - begin);
    }
  };
  const besides = async () => {
    while (beside !== undefined && !isOver()) await beside(0);
  };
  await Promise.all([besides(), ...Array.from({ length: atOnce }, (_, asker) => ask(asker))]);
  const perSecond = times.length / ((performance.now() - began) / 1_000);
  times.sort((a, b) => a - b);
  return {
    perSecond,
    p50: quantile(times, 0.5),
    p95: quantile(times, 0.95),
    p99: quantile(times, 0.99),
    cpuMs: (cpuMs(pid) - cpuBefore) / times.length,
  };
}

/** A whole turn each: wait for the conversation, load, commit. */
function turns(target: ConversationStore): Work {
  const random = createRandom(3);
  let talks = 0;
  const talkOf = new Map<number, { id: string; left: number }>();
  return (asker) => {
    let talk = talkOf.get(asker);
    if (talk === undefined || talk.left === 0) {
      talk = { id: `bench-${process.hrtime.bigint()}-${++talks}`, left: 10 };
      talkOf.set(asker, talk);
    }
    talk.left--;
    const { id } = talk;
    return target.exclusive(id, async () => {
      const { eTag } = await target.load(id);
      const result = await target.commitTurn(aTypicalTurn(id, eTag, random));
      if (result.status !== 'committed') throw new Error(`the turn was ${result.status}`);
    });
  };
}

/** What a bot would write by hand with the same settings: state and three rows, no index of words, on the main thread. */
function rawInserts(file: string) {
  const database = new Database(file);
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  database.exec(`CREATE TABLE states (id TEXT PRIMARY KEY, state TEXT);
    CREATE TABLE activities (id INTEGER PRIMARY KEY, talk TEXT, activity TEXT);
    CREATE INDEX by_talk ON activities (talk)`);
  const state = database.prepare('INSERT OR REPLACE INTO states VALUES (?, ?)');
  const activity = database.prepare('INSERT INTO activities (talk, activity) VALUES (?, ?)');
  const random = createRandom(3);
  let turn = 0;
  const keep = database.transaction((id: string) => {
    const typical = aTypicalTurn(id, undefined, random);
    state.run(id, JSON.stringify(typical.state));
    for (const one of typical.activities) activity.run(id, JSON.stringify(one.activity));
  });
  return {
    insert: async () => keep(`talk-${Math.floor(turn++ / 10)}`),
    close: () => database.close(),
  };
}

/** Searches as staff types them: common and rare words, several, beginnings, quotes, with and without filters. */
function staffSearch(target: ConversationStore): Work {
  const random = createRandom(11);
  const filters: ConversationFilter[] = [
    {},
    {},
    { locale: 'es' },
    { topic: 'apply' },
    { unanswered: true, locale: 'fr' },
    { tag: 'nobody-has-it' },
  ];
  const queries = [
    () => `${sentence(random, 1)} `,
    () => sentence(random, 2),
    () => sentence(random, 3),
    () => sentence(random, 1).slice(0, 4),
    () => `"${sentence(random, 2)}"`,
  ];
  let asked = 0;
  return () => {
    const query = queries[asked % queries.length]?.() ?? '';
    const filter = filters[Math.floor(asked / queries.length) % filters.length] ?? {};
    asked++;
    return target.search(query, filter, { limit: 20 });
  };
}

function staffList(target: ConversationStore): Work {
  const from = new Date(Date.now() - 30 * 24 * 3_600_000);
  const filters: ConversationFilter[] = [
    {},
    { from },
    { locale: 'fr', topic: 'apply' },
    { unanswered: true },
    { event: 'checked' },
    { rating: 5 },
    { tag: 'nobody-has-it' },
    { reference: 'nowhere' },
  ];
  let asked = 0;
  return () => target.list(filters[asked++ % filters.length] ?? {}, { limit: 50 });
}

import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pino } from 'pino';
import { STORE_FILE } from '../../src/transcripts/open-store.ts';
import { verifyPostgres, verifySqlite } from '../../src/transcripts/verification.ts';
import { CACHE_DIR } from '../conversations/assistant.ts';
import { killRounds } from '../transcripts/kill.ts';
import { openStore } from '../transcripts/open-store.ts';
import { startPostgres } from '../transcripts/postgres-server.ts';
import { checkPowerCuts, recordTurns } from '../transcripts/power-cut-check.ts';
import { beyondLeases, type Found, promisesKept } from '../transcripts/promises-kept.ts';
import { killServerRounds } from '../transcripts/server-kill.ts';
import type { BenchOptions, Table } from './bench.ts';

/** The long versions of what `test/transcripts` shows in short: what was acknowledged is kept. */

const ENGINES = ['sqlite', 'postgres'];
const ROUNDS = 50;
const IMAGES = 1_000;
const MESSAGES = 10_000;
const INSTANCES = 2;
const CONVERSATIONS = 8;

const writer = path.join(import.meta.dirname, '../transcripts/writing-process.ts');
const logger = pino({ level: 'silent' });

/** What must be zero in a row, where it is counted. */
const FAULTS = [
  'lost',
  'partial',
  'doubled',
  'undelivered',
  'repeated',
  'misordered',
  'corrupt',
  'missing',
] as const;

type Faults = Partial<Record<(typeof FAULTS)[number], number>>;

const faultsOf = (found: Faults): string[] =>
  FAULTS.filter((fault) => found[fault] !== undefined && found[fault] !== 0).map(
    (fault) => `${found[fault]} ${fault}`,
  );

interface Row extends Faults {
  what: string;
  engine: string;
  /** Kills, images or processes. */
  times: number;
  acknowledged: number;
  examples?: string[];
}

/**
 * kill -9 of the whole server while visitors talk with it, and of a process that only writes. ENGINE, ROUNDS and SEED
 * in the environment say where, how often and at which moments.
 */
export async function kill({
  quick = false,
  onProgress = () => undefined,
}: BenchOptions = {}): Promise<Table> {
  const { ENGINE, SEED = 1 } = process.env;
  const rounds = Number(process.env.ROUNDS ?? (quick ? 5 : ROUNDS));
  const rows: Row[] = [];
  for (const engine of ENGINES.filter((one) => ENGINE === undefined || ENGINE === one)) {
    const progress =
      (what: string) =>
      (round: number, found: Faults = {}) =>
        onProgress(
          [`kill: ${what} on ${engine}, round ${round + 1} of ${rounds}`, ...faultsOf(found)].join(', '),
        );
    rows.push(
      await inPlace(engine, (place) => killServer(engine, place, rounds, Number(SEED), progress('server'))),
    );
    rows.push(
      await inPlace(engine, (place) => killWriter(engine, place, rounds, progress('writing process'))),
    );
  }
  return table('kill -9 under load', rows);
}

async function killServer(
  engine: string,
  place: string,
  rounds: number,
  seed: number,
  onRound: (round: number, found: Faults) => void,
): Promise<Row> {
  const isPostgres = engine === 'postgres';
  const dataDir = isPostgres ? await mkdtemp(path.join(tmpdir(), 'passerelle-server-')) : path.dirname(place);
  try {
    const {
      kills,
      inFlight: _inFlight,
      conversations: _conversations,
      ...found
    } = await killServerRounds({
      rounds,
      seed,
      settings: { DATA_DIR: dataDir, CACHE_DIR, ...(isPostgres && { DATABASE_URL: place }) },
      onRound,
    });
    const { findings } = isPostgres
      ? await verifyPostgres(place, logger)
      : verifySqlite(path.join(dataDir, STORE_FILE));
    return { what: 'whole server', engine, times: kills, ...found, corrupt: findings.length };
  } finally {
    if (isPostgres) await rm(dataDir, { recursive: true });
  }
}

async function killWriter(
  engine: string,
  place: string,
  rounds: number,
  onRound: (round: number) => void,
): Promise<Row> {
  const lines = await killRounds({
    rounds,
    process: () => [writer, place],
    verify: async (_lines, round) => onRound(round),
  });
  // What it sent and was killed before it could note so is sent again; channels know it by its id.
  const { repeated: _allowed, ...kept } = await look(place, lines);
  return { what: 'writing process', engine, times: rounds, ...kept };
}

/**
 * Power cuts at random moments of the real writes and syncs of a SQLite store (needs strace); and, to show that the
 * check would notice, the same without the log's syncs. IMAGES in the environment says how many disks are looked at.
 */
export async function powerCut({
  quick = false,
  onProgress = () => undefined,
}: BenchOptions = {}): Promise<Table> {
  const images = Number(process.env.IMAGES ?? (quick ? 100 : IMAGES));
  const folder = await mkdtemp(path.join(tmpdir(), 'passerelle-power-'));
  try {
    const events = await recordTurns(folder, 60);
    onProgress(`power-cut: ${events.length} events recorded`);
    const { images: times, ...found } = await checkPowerCuts(events, folder, { images });
    onProgress('power-cut: the same without syncs');
    const ignoring = (file: string) => file.endsWith('-wal');
    const without = await checkPowerCuts(events, folder, { images: images / 10, ignoring });
    const noticed = without.lost + without.corrupt > 0;
    const row = { what: 'power cut', engine: 'sqlite', times, ...found };
    return table(
      `Power cuts; without the log's syncs ${without.lost} of ${without.acknowledged} are lost`,
      [row],
      noticed ? [] : ['a store that never syncs went unnoticed'],
    );
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Several processes send messages to the same conversations of one PostgreSQL database. */
export async function race({ quick = false }: BenchOptions = {}): Promise<Table> {
  const turns = (quick ? MESSAGES / 10 : MESSAGES) / CONVERSATIONS;
  const found = await inPlace('postgres', async (place) => {
    await (await openStore(place)).close();
    const run = () => linesOf([writer, place, String(CONVERSATIONS), String(turns)]);
    const lines = (await Promise.all(Array.from({ length: INSTANCES }, run))).flat();
    return look(place, lines);
  });
  const missing = turns * CONVERSATIONS * INSTANCES - found.acknowledged;
  return table(`${INSTANCES} instances send to the same ${CONVERSATIONS} conversations`, [
    { what: 'race', engine: 'postgres', times: INSTANCES, ...found, missing },
  ]);
}

const table = (title: string, rows: Row[], more: string[] = []): Table => ({
  title,
  columns: [
    'what',
    'engine',
    'times',
    'acknowledged',
    ...FAULTS.filter((fault) => rows.some((row) => fault in row)),
  ],
  rows,
  findings: [
    ...rows.flatMap((row) =>
      faultsOf(row).map((fault) => `${row.what}, ${row.engine}: ${fault} ${row.examples?.join('; ') ?? ''}`),
    ),
    ...more,
  ],
});

async function look(place: string, lines: string[]): Promise<Found> {
  const store = await openStore(place, { now: beyondLeases() });
  const found = await promisesKept(store, lines);
  await store.close();
  return found;
}

async function inPlace<T>(engine: string, work: (place: string) => Promise<T>): Promise<T> {
  if (engine === 'postgres') {
    const server = await startPostgres({ durable: true });
    return work(await server.newDatabase()).finally(() => server.dispose());
  }
  const folder = await mkdtemp(path.join(tmpdir(), 'passerelle-kill-'));
  return work(path.join(folder, STORE_FILE)).finally(() => rm(folder, { recursive: true }));
}

function linesOf(command: string[]): Promise<string[]> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, command, { stdio: ['ignore', 'pipe', 'inherit'] });
    const output: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
    child.once('close', (code) => {
      if (code === 0) resolve(Buffer.concat(output).toString().split('\n'));
      else reject(new Error(`a process ended with ${code}`));
    });
  });
}

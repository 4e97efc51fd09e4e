import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Command, Option } from 'commander';
import { pino } from 'pino';
import { STORE_FILE } from '../../src/transcripts/open-store.ts';
import { verifyPostgres, verifySqlite } from '../../src/transcripts/verification.ts';
import { killRounds } from './kill.ts';
import { openStore } from './open-store.ts';
import { startPostgres } from './postgres-server.ts';
import { checkPowerCuts, recordTurns } from './power-cut-check.ts';
import { beyondLeases, type Found, promisesKept } from './promises-kept.ts';
import { killServerRounds } from './server-kill.ts';
import type { Broken } from './talk-check.ts';

/** The long versions of what the tests show in short: `node test/transcripts/durability.ts --help`. */

const writer = path.join(import.meta.dirname, 'writing-process.ts');
/** Trained models outlive the rounds, so that a restart takes seconds. */
const modelsKept = path.join(tmpdir(), 'passerelle-durability-cache');
const engine = new Option('--engine <engine>', 'where the turns are kept')
  .choices(['sqlite', 'postgres'])
  .default('sqlite');

const program = new Command('durability').description('Show that what was acknowledged is kept.');

program
  .command('kill')
  .description('kill -9 a process that writes, again and again')
  .option('--rounds <number>', 'how often', Number, 50)
  .addOption(engine)
  .action(async (options: { rounds: number; engine: string }) => {
    await inPlace(options.engine, async (place) => {
      let found: Found | undefined;
      await killRounds({
        rounds: options.rounds,
        process: () => [writer, place],
        verify: async (lines, round) => {
          found = await look(place, lines);
          progress(`round ${round + 1} of ${options.rounds}`);
        },
      });
      report({ rounds: options.rounds, engine: options.engine, ...found }, found);
    });
  });

program
  .command('server')
  .description('kill -9 the whole server while visitors talk with it, again and again')
  .option('--rounds <number>', 'how often', Number, 50)
  .option('--visitors <number>', 'how many talk at once', Number, 8)
  .option('--seed <number>', 'of the moments', Number, 1)
  .addOption(engine)
  .action(async (options: { rounds: number; visitors: number; seed: number; engine: string }) => {
    await inPlace(options.engine, async (place) => {
      const dataDir = await mkdtemp(path.join(tmpdir(), 'passerelle-server-'));
      const isPostgres = options.engine === 'postgres';
      const found = await killServerRounds({
        ...options,
        settings: { DATA_DIR: dataDir, CACHE_DIR: modelsKept, ...(isPostgres && { DATABASE_URL: place }) },
        onRound: (round) => progress(`round ${round + 1} of ${options.rounds}`),
      });
      const { findings } = isPostgres
        ? await verifyPostgres(place, pino({ level: 'silent' }))
        : verifySqlite(path.join(dataDir, STORE_FILE));
      await rm(dataDir, { recursive: true });
      report({ ...options, ...found, findings }, { ...found, corrupt: findings.length });
    });
  });

program
  .command('power')
  .description(
    'cut the power of a SQLite store at random moments of its real writes and syncs (needs strace)',
  )
  .option('--images <number>', 'how many disks to look at', Number, 1_000)
  .option('--turns <number>', 'turns in each of 8 conversations', Number, 60)
  .option('--without-sync', 'leave out the syncs of the log, to see what they are good for', false)
  .action(async (options: { images: number; turns: number; withoutSync: boolean }) => {
    const folder = await mkdtemp(path.join(tmpdir(), 'passerelle-power-'));
    const events = await recordTurns(folder, options.turns);
    progress(`${events.length} events recorded`);
    const ignoring = options.withoutSync ? (file: string) => file.endsWith('-wal') : undefined;
    const found = await checkPowerCuts(events, folder, { images: options.images, ignoring });
    await rm(folder, { recursive: true });
    report({ events: events.length, ...found }, found);
  });

program
  .command('race')
  .description('several processes send messages to the same conversations of one PostgreSQL database')
  .option('--instances <number>', 'how many processes', Number, 2)
  .option('--messages <number>', 'how many messages each', Number, 10_000)
  .option('--conversations <number>', 'in how many conversations', Number, 8)
  .action(async (options: { instances: number; messages: number; conversations: number }) => {
    await inPlace('postgres', async (place) => {
      await (await openStore(place)).close();
      const turns = Math.ceil(options.messages / options.conversations);
      const began = performance.now();
      const process = () => linesOf([writer, place, String(options.conversations), String(turns)]);
      const lines = (await Promise.all(Array.from({ length: options.instances }, process))).flat();
      const seconds = (performance.now() - began) / 1_000;
      const found = await look(place, lines);
      const missing = turns * options.conversations * options.instances - found.acknowledged;
      report(
        { ...options, seconds: Math.round(seconds), missing, ...found },
        { ...found, lost: found.lost + missing },
      );
    });
  });

await program.parseAsync();

async function look(place: string, lines: string[]): Promise<Found> {
  const store = await openStore(place, { now: beyondLeases() });
  const found = await promisesKept(store, lines);
  await store.close();
  return found;
}

async function inPlace(kind: string, work: (place: string) => Promise<void>): Promise<void> {
  if (kind === 'postgres') {
    const server = await startPostgres({ durable: true });
    await work(await server.newDatabase()).finally(() => server.dispose());
    return;
  }
  const folder = await mkdtemp(path.join(tmpdir(), 'passerelle-kill-'));
  await work(path.join(folder, 'conversations.db')).finally(() => rm(folder, { recursive: true }));
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

function progress(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r${text}\u001b[K`);
}

/** Prints what was found; the exit code says whether every promise was kept. */
function report(
  shown: object,
  found: (Found & { corrupt?: number }) | (Broken & { corrupt: number }) | undefined,
): void {
  progress('');
  console.log(JSON.stringify(shown));
  const { lost = 1, partial = 0, undelivered = 0, corrupt = 0 } = found ?? {};
  const {
    doubled = 0,
    misordered = 0,
    repeated = 0,
  } = found !== undefined && 'doubled' in found ? found : {};
  if (lost + partial + undelivered + corrupt + doubled + misordered + repeated > 0) process.exitCode = 1;
}

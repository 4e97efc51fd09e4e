import type { BenchOptions, Table } from './bench.ts';
import { median, quantile } from './figures.ts';
import { cpuMs, rssMb } from './process-cost.ts';
import { type ServerProcess, startServer } from './server-process.ts';
import { type Client, channelClient, OutOfTalks, openTalks, webClient } from './turn-clients.ts';

const COLUMNS = [
  'program',
  'conversations at once',
  'turns/s',
  'of echo bot',
  'p50 ms',
  'p99 ms',
  'CPU ms a turn',
  'RSS MB',
] as const;

const AT_ONCE = [1, 16, 64];
const ROUNDS = 5;
const ROUND_MS = 2_000;
const QUICK = { rounds: 1, roundMs: 1_000 };

/** Turns of each program before any counts: its runtime compiles what it runs often, and a slow program runs less. */
const WARM_UP_TURNS = 1_000;

/** Talks opened before a round on the web channel: enough for 1,200 turns a second. */
const talksFor = (ms: number, atOnce: number) => atOnce + Math.ceil((1_200 * ms) / 1000 / 25);

interface Sample {
  turnsPerSecond: number;
  p50: number;
  p99: number;
  cpuPerTurn: number;
  rss: number;
}

interface Program {
  name: string;
  server: ServerProcess;
  clients(atOnce: number, ms: number): Promise<Client[]>;
}

/**
 * Whole turns (authenticated or expectReplies, understood, answered, on disk) beside botbuilder's echo bot and bare
 * restify, which do none of that. Rounds are interleaved; the table holds medians.
 */
export async function turn({
  quick = false,
  onProgress = () => undefined,
}: BenchOptions = {}): Promise<Table> {
  const { rounds, roundMs } = quick ? QUICK : { rounds: ROUNDS, roundMs: ROUND_MS };
  const programs = await startPrograms();
  const samples = new Map<string, Sample[]>();
  try {
    for (const { name, clients } of programs) {
      onProgress(`turn: warming up ${name}`);
      for (let turns = 0; turns < WARM_UP_TURNS; )
        turns += (await drive(await clients(16, roundMs), roundMs)).length;
    }
    for (let round = 1; round <= rounds; round++) {
      for (const atOnce of AT_ONCE) {
        onProgress(`turn: round ${round} of ${rounds}, ${atOnce} at once`);
        for (const program of programs) {
          const key = `${program.name} ${atOnce}`;
          samples.set(key, [...(samples.get(key) ?? []), await measure(program, atOnce, roundMs)]);
        }
      }
    }
  } finally {
    for (const { server } of programs) if (!server.ended()) await server.stop();
  }
  const of = (name: string, atOnce: number, figure: keyof Sample) =>
    median((samples.get(`${name} ${atOnce}`) ?? []).map((sample) => sample[figure]));
  const rows = AT_ONCE.flatMap((atOnce) =>
    programs.map(({ name }) => ({
      program: name,
      'conversations at once': atOnce,
      'turns/s': of(name, atOnce, 'turnsPerSecond'),
      'of echo bot': of(name, atOnce, 'turnsPerSecond') / of('echo bot', atOnce, 'turnsPerSecond'),
      'p50 ms': of(name, atOnce, 'p50'),
      'p99 ms': of(name, atOnce, 'p99'),
      'CPU ms a turn': of(name, atOnce, 'cpuPerTurn'),
      'RSS MB': of(name, atOnce, 'rss'),
    })),
  );
  return { title: `Turns, medians of ${rounds} interleaved rounds`, columns: COLUMNS, rows };
}

async function startPrograms(): Promise<Program[]> {
  const [own, echo, bare] = await Promise.all([
    startServer({ env: { TRUST_PROXY: 'true', ALLOW_UNAUTHENTICATED_MESSAGES: 'true' } }),
    startServer({ entry: 'test/benchmarks/peers/echo-bot.js' }),
    startServer({ entry: 'test/benchmarks/peers/bare-restify.js' }),
  ]);
  const byExpectReplies =
    ({ url }: ServerProcess) =>
    async (atOnce: number) =>
      Array.from({ length: atOnce }, () => channelClient(url));
  return [
    {
      name: 'Passerelle, web',
      server: own,
      async clients(atOnce, ms) {
        const talks = await openTalks(own.url, talksFor(ms, atOnce));
        return Array.from({ length: atOnce }, () => webClient(own.url, talks));
      },
    },
    { name: 'Passerelle, expectReplies', server: own, clients: byExpectReplies(own) },
    { name: 'echo bot', server: echo, clients: byExpectReplies(echo) },
    { name: 'bare restify', server: bare, clients: byExpectReplies(bare) },
  ];
}

async function measure({ server, clients }: Program, atOnce: number, ms: number): Promise<Sample> {
  const all = await clients(atOnce, ms);
  const cpuBefore = cpuMs(server.pid);
  const started = performance.now();
  const latencies = await drive(all, ms);
  const seconds = (performance.now() - started) / 1000;
  latencies.sort((a, b) => a - b);
  return {
    turnsPerSecond: latencies.length / seconds,
    p50: quantile(latencies, 0.5),
    p99: quantile(latencies, 0.99),
    cpuPerTurn: (cpuMs(server.pid) - cpuBefore) / latencies.length,
    rss: rssMb(server.pid),
  };
}

/** Every client sends one message after the other for a while; gives the milliseconds that each took. */
async function drive(clients: Client[], ms: number): Promise<number[]> {
  const until = performance.now() + ms;
  const latencies: number[] = [];
  await Promise.all(
    clients.map(async (send) => {
      while (performance.now() < until) {
        const started = performance.now();
        try {
          await send();
        } catch (error) {
          if (error instanceof OutOfTalks) return;
          throw error;
        }
        latencies.push(performance.now() - started);
      }
    }),
  );
  return latencies;
}

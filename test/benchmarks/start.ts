import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { BenchOptions, Table } from './bench.ts';
import { median } from './figures.ts';
import { cpuMs, rssMb } from './process-cost.ts';
import { type Start, startServer } from './server-process.ts';
import { type Client, channelClient, openTalks, webClient } from './turn-clients.ts';

const COLUMNS = [
  'program',
  'start',
  'listens ms',
  'first answer ms',
  'of echo bot',
  'CPU ms',
  'RSS MB',
] as const;

const ROUNDS = 5;
const QUICK_ROUNDS = 2;

interface Sample {
  listens: number;
  answered: number;
  cpu: number;
  rss: number;
}

/**
 * From the start of a process until its first message is answered, beside the echo bot; rounds are interleaved, the
 * table holds medians. The first start ever also trains the models and compiles; later ones, in the same folder, find
 * what it kept.
 */
export async function start({
  quick = false,
  onProgress = () => undefined,
}: BenchOptions = {}): Promise<Table> {
  const rounds = quick ? QUICK_ROUNDS : ROUNDS;
  const dataDir = mkdtempSync(path.join(tmpdir(), 'passerelle-start-'));
  const own: Start = {
    dataDir,
    cacheDir: path.join(dataDir, 'cache'),
    env: { TRUST_PROXY: 'true', ALLOW_UNAUTHENTICATED_MESSAGES: 'true' },
  };
  const web = async (url: string) => webClient(url, await openTalks(url, 1));
  const programs: { name: string; options: Start; client: (url: string) => Promise<Client> }[] = [
    { name: 'Passerelle, web', options: own, client: web },
    { name: 'Passerelle, expectReplies', options: own, client: async (url) => channelClient(url) },
    {
      name: 'echo bot',
      options: { entry: 'test/benchmarks/peers/echo-bot.js' },
      client: async (url) => channelClient(url),
    },
  ];
  try {
    onProgress('start: the first start, which trains');
    const first = await startOnce(own, web);
    const samples = new Map<string, Sample[]>();
    for (let round = 1; round <= rounds; round++) {
      onProgress(`start: round ${round} of ${rounds}`);
      for (const { name, options, client } of programs)
        samples.set(name, [...(samples.get(name) ?? []), await startOnce(options, client)]);
    }
    const of = (name: string, figure: keyof Sample) =>
      median((samples.get(name) ?? []).map((sample) => sample[figure]));
    const echo = of('echo bot', 'answered');
    const row = (name: string, which: string, get: (figure: keyof Sample) => number) => ({
      program: name,
      start: which,
      'listens ms': get('listens'),
      'first answer ms': get('answered'),
      'of echo bot': get('answered') / echo,
      'CPU ms': get('cpu'),
      'RSS MB': get('rss'),
    });
    return {
      title: `Start to the first answered message, medians of ${rounds} interleaved rounds`,
      columns: COLUMNS,
      rows: [
        row('Passerelle, web', 'first ever', (figure) => first[figure]),
        ...programs.map(({ name }) => row(name, 'later', (figure) => of(name, figure))),
      ],
    };
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function startOnce(options: Start, client: (url: string) => Promise<Client>): Promise<Sample> {
  const started = performance.now();
  const server = await startServer(options);
  try {
    const send = await client(server.url);
    await send();
    const answered = performance.now() - started;
    return { listens: server.readyMs, answered, cpu: cpuMs(server.pid), rss: rssMb(server.pid) };
  } finally {
    await server.stop();
  }
}

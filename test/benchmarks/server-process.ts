import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { CACHE_DIR } from '../conversations/assistant.ts';
import type { Stall } from './loop-watch.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');

export interface ServerProcess {
  url: string;
  pid: number;
  /** What it has logged so far, a line each. */
  logged: string[];
  /** Milliseconds from the start of the process until it said that it listens. */
  readyMs: number;
  /** Why it ended, if it has. */
  ended(): string | undefined;
  /** Forgets the stalls so far. */
  watchStalls(): void;
  /** Stops it and removes its data. */
  stop(): Promise<Stall>;
}

const WATCH = ['--import', './test/benchmarks/stall-monitor.ts'];

const Package = z.object({ scripts: z.object({ start: z.string().startsWith('node ') }) });

/** What `npm start` runs, the flags of node included. */
const ASSISTANT = Package.parse(JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')))
  .scripts.start.split(' ')
  .slice(1);

export interface Start {
  /** Another program than the assistant. It must log its address once it listens. */
  entry?: string;
  env?: Record<string, string>;
  /** Flags of node itself, before those of the program. */
  flags?: string[];
  /** Watch how long its event loop stands still; the watching itself takes memory. */
  stalls?: boolean;
  /** Trained models, bundles and compiled code; by default those that the tests share. */
  cacheDir?: string;
  /** An installation that has run before; by default a new one, which goes when the process stops. */
  dataDir?: string;
}

const ADDRESS = /"(?:address|url)":"(http:[^"]+)"/;

/** The assistant as a process of its own, on a free port of this machine, with a data folder that goes with it. */
export async function startServer({
  entry,
  env = {},
  flags = [],
  stalls = false,
  cacheDir = CACHE_DIR,
  dataDir: given,
}: Start = {}) {
  const dataDir = given ?? mkdtempSync(path.join(tmpdir(), 'passerelle-process-'));
  const started = performance.now();
  const program = entry === undefined ? ASSISTANT : [entry];
  const child = spawn(process.execPath, [...(stalls ? WATCH : []), ...flags, ...program], {
    cwd: ROOT,
    env: {
      PATH: process.env.PATH,
      NODE_ENV: 'production',
      PORT: '0',
      HOST: '127.0.0.1',
      LOG_LEVEL: 'info',
      DATA_DIR: dataDir,
      CACHE_DIR: cacheDir,
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  // Whatever ends this process ends the server too.
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  child.once('exit', () => process.off('exit', kill));
  const logged: string[] = [];
  for (const stream of [child.stdout, child.stderr]) collectLines(stream, logged);
  const url = await addressOf(child, logged);
  return {
    url,
    pid: child.pid ?? 0,
    logged,
    readyMs: performance.now() - started,
    ended: () => (hasEnded(child) ? `exit ${child.exitCode ?? child.signalCode}` : undefined),
    watchStalls: () => void child.kill('SIGUSR2'),
    async stop() {
      if (!hasEnded(child)) {
        child.kill('SIGTERM');
        await once(child, 'close');
      }
      if (given === undefined) rmSync(dataDir, { recursive: true, force: true });
      return stallOf(logged);
    },
  } satisfies ServerProcess;
}

const StallLine = z.object({ stall: z.object({ stallMs: z.number(), ownMs: z.number() }) });

function stallOf(logged: string[]): Stall {
  const line = logged.findLast((each) => each.startsWith('{"stall"'));
  return line ? StallLine.parse(JSON.parse(line)).stall : { stallMs: Number.NaN, ownMs: Number.NaN };
}

const hasEnded = ({ exitCode, signalCode }: ChildProcess) => exitCode !== null || signalCode !== null;

function collectLines(stream: NodeJS.ReadableStream, lines: string[]): void {
  let rest = '';
  stream.setEncoding('utf8');
  stream.on('data', (text: string) => {
    const parts = (rest + text).split('\n');
    rest = parts.pop() ?? '';
    lines.push(...parts);
  });
}

async function addressOf(child: ChildProcess, logged: string[]): Promise<string> {
  for (;;) {
    const address = logged.map((line) => ADDRESS.exec(line)?.[1]).find(Boolean);
    if (address) return address;
    if (hasEnded(child)) throw new Error(`the server did not start:\n${logged.join('\n')}`);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}

/** One figure of `/metrics`; several with the same name and labels that begin so are added up. */
export async function readMetric(url: string, name: string, labels = ''): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  return text
    .split('\n')
    .filter((line) => line.startsWith(name + labels))
    .reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' ') + 1)), 0);
}

import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { createRandom } from './random.ts';

export interface KillOptions {
  rounds: number;
  /** Arguments of the process to be killed, for node; it prints `ready`, then a line for each thing it acknowledges. */
  process: (round: number) => string[];
  /** Looks at what is left, given every line of every round so far. */
  verify: (lines: string[], round: number) => Promise<void>;
  seed?: number;
  /** The process lives at least and at most so long after `ready`, in milliseconds. */
  lifetime?: [number, number];
}

/** Starts a process, kills it (-9) at a random moment and looks at what is left; again and again. */
export async function killRounds(options: KillOptions): Promise<string[]> {
  const { rounds, verify, seed = 1, lifetime = [20, 250] } = options;
  const random = createRandom(seed);
  const lines: string[] = [];
  for (let round = 0; round < rounds; round++) {
    const child = spawn(process.execPath, options.process(round), { stdio: ['ignore', 'pipe', 'inherit'] });
    const ended = new Promise((resolve) => child.once('close', resolve));
    await collect(child, lines);
    await wait(lifetime[0] + random() * (lifetime[1] - lifetime[0]));
    child.kill('SIGKILL');
    await ended;
    await verify(lines, round);
  }
  return lines;
}

/** Resolves when the process is ready; its lines go on to be collected until its output ends. */
function collect(child: ChildProcess, lines: string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    if (child.stdout === null) return reject(new Error('the process has no output'));
    child.once(
      'exit',
      (code, signal) => signal === null && reject(new Error(`the process ended with ${code}`)),
    );
    createInterface({ input: child.stdout }).on('line', (line) => {
      lines.push(line);
      if (line === 'ready') resolve();
    });
  });
}

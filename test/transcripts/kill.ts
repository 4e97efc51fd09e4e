import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { createRandom } from './random.ts';

export interface KillOptions {
  rounds: number;
  /** Arguments of the process to be killed, for node; it prints `ready`, then a line for each thing it acknowledges. */
  process: (round: number) => string[];
  /** Looks at what is left, given every line of every round so far. */
  verify: (lines: string[], round: number) => Promise<void>;
  seed?: number;
  /** The process is killed when it has acknowledged at least and at most so many things. */
  lines?: [number, number];
}

/** Starts a process, kills it (-9) in the middle of its work and looks at what is left; again and again. */
export async function killRounds(options: KillOptions): Promise<string[]> {
  const { rounds, verify, seed = 1, lines: [fewest, most] = [5, 200] } = options;
  const random = createRandom(seed);
  const all: string[] = [];
  for (let round = 0; round < rounds; round++) {
    const child = spawn(process.execPath, options.process(round), { stdio: ['ignore', 'pipe', 'inherit'] });
    const ended = new Promise((resolve) => child.once('close', resolve));
    await until(child, all, fewest + Math.floor(random() * (most - fewest)));
    child.kill('SIGKILL');
    await ended;
    await verify(all, round);
  }
  return all;
}

/** Resolves when the process is ready and has said so many lines more; what it says then is collected too. */
function until(child: ChildProcess, all: string[], count: number): Promise<void> {
  return new Promise((resolve, reject) => {
    if (child.stdout === null) return reject(new Error('the process has no output'));
    let left = Number.POSITIVE_INFINITY;
    child.once(
      'exit',
      (code, signal) => signal === null && reject(new Error(`the process ended with ${code}`)),
    );
    createInterface({ input: child.stdout }).on('line', (line) => {
      all.push(line);
      if (line === 'ready') left = count;
      else if (--left === 0) resolve();
    });
  });
}

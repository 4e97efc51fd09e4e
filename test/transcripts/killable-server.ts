import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import { freePort } from './free-port.ts';

export interface KillableServer {
  url: string;
  /** Starts it at the same address as before; resolves once it is ready for visitors. */
  start(): Promise<void>;
  /** Starts it and resolves at once. */
  launch(): void;
  /** kill -9; resolves when the process is gone. */
  kill(): Promise<void>;
}

const ROOT = path.resolve(import.meta.dirname, '../..');
const POLL_MS = 10;

/** The assistant as it is started in production, over data that outlive it. */
export async function killableServer(settings: Record<string, string>): Promise<KillableServer> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  let child: ChildProcess | undefined;
  let output = '';

  function launch(): void {
    output = '';
    child = spawn(process.execPath, ['src/index.ts'], {
      cwd: ROOT,
      env: {
        PATH: process.env.PATH,
        NODE_ENV: 'production',
        LOG_LEVEL: 'warn',
        HOST: '127.0.0.1',
        PORT: String(port),
        ...settings,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (chunk: Buffer) => {
        output += chunk;
      });
  }

  const hasEnded = () => child?.exitCode !== null || child.signalCode !== null;

  return {
    url,
    launch,
    async start() {
      launch();
      while (!(await isReady(url))) {
        if (hasEnded()) throw new Error(`the server did not start:\n${output}`);
        await new Promise((resolve) => setTimeout(resolve, POLL_MS));
      }
    },
    async kill() {
      if (child === undefined || hasEnded()) return;
      const gone = new Promise((resolve) => child?.once('close', resolve));
      child.kill('SIGKILL');
      await gone;
    },
  };
}

const isReady = (url: string): Promise<boolean> =>
  fetch(`${url}/readyz`).then(
    ({ ok }) => ok,
    () => false,
  );

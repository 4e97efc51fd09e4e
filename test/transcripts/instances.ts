import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pino } from 'pino';
import { createApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { CACHE_DIR } from '../conversations/assistant.ts';

/** What instances behind one balancer must share; any 32 bytes do. */
const TOKEN_KEY = Buffer.alloc(32, 'shared').toString('base64url');

/** The assistant as `npm start` composes it, on a free port, over a database that others use too. */
export async function startInstance(databaseUrl: string) {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'passerelle-instance-'));
  const config = readConfig({
    NODE_ENV: 'test',
    HOST: '127.0.0.1',
    PORT: '0',
    DATA_DIR: dataDir,
    CACHE_DIR,
    DATABASE_URL: databaseUrl,
    TOKEN_KEY,
  });
  const app = await createApp(config, pino({ level: 'silent' }));
  const url = await app.start();
  return {
    url,
    async stop() {
      await app.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

export type Instance = Awaited<ReturnType<typeof startInstance>>;

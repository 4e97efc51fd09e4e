import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll } from '@jest/globals';
import type { Activity } from 'botbuilder';
import { pino } from 'pino';
import type { Receiver } from '../../src/directline/desk.ts';
import { createDirectLine } from '../../src/directline/direct-line.ts';
import { loadTokenKey } from '../../src/directline/token-key.ts';
import { LIMITS, type Limits } from '../../src/http/limits.ts';
import { createServer } from '../../src/http/server.ts';
import { createTurnBounds } from '../../src/http/turn-bounds.ts';
import { createSqliteStore } from '../../src/transcripts/sqlite/store.ts';
import type { ConversationStore } from '../../src/transcripts/store.ts';
import { createEchoBot } from './echo-bot.ts';

interface Wishes {
  limits?: Partial<Limits>;
  allowedOrigins?: string[];
  now?: () => Date;
  /** Stands between Direct Line and the echo bot. */
  before?: (bot: Receiver) => Receiver;
  /** Data of an earlier server, to start again on. */
  dataDir?: string;
  port?: number;
}

/** Direct Line served on a free port, over the real store, with a bot that echoes. */
export interface Served {
  url: string;
  dataDir: string;
  store: ConversationStore;
  /** What the bot heard in a conversation, its start included. */
  heardIn(talk: { conversationId: string }): Activity[];
  logged: string[];
  stop(): Promise<void>;
}

const running = new Set<Served>();
const folders = new Set<string>();

afterAll(async () => {
  for (const served of running) await served.stop();
  for (const folder of folders) await rm(folder, { recursive: true, force: true });
});

/** A server for all tests of a file; each has conversations of its own. */
export function serveFile(wishes?: Wishes): Served {
  const shared = {} as Served;
  beforeAll(async () => {
    Object.assign(shared, await serve(wishes));
  });
  return shared;
}

/** A server of a test's own. */
export async function serve(wishes: Wishes = {}): Promise<Served> {
  const dataDir = wishes.dataDir ?? (await mkdtemp(path.join(tmpdir(), 'passerelle-directline-')));
  folders.add(dataDir);
  const logged: string[] = [];
  const logger = pino({ level: 'warn' }, { write: (line: string) => void logged.push(line) });
  const limits = { ...LIMITS, stopMs: 2_000, ...wishes.limits };
  const config = {
    host: '127.0.0.1',
    port: wishes.port ?? 0,
    publicUrl: undefined,
    trustProxy: false,
    allowedOrigins: wishes.allowedOrigins ?? [],
  };
  const store = await createSqliteStore({ file: path.join(dataDir, 'conversations.db'), logger });
  const echo = createEchoBot(store);
  const unbounded = wishes.before?.(echo) ?? echo;
  const within = createTurnBounds(limits);
  const bot: Receiver = {
    receive: (activity, options) => within(() => unbounded.receive(activity, options)),
  };
  const directLine = createDirectLine({
    config,
    logger,
    bot,
    store,
    limits,
    now: wishes.now,
    key: await loadTokenKey(dataDir),
  });
  const server = createServer({ config, logger, limits, ...directLine });
  const served: Served = {
    url: await server.listen(),
    dataDir,
    store,
    heardIn: ({ conversationId }) =>
      echo.heard.filter(({ conversation }) => conversation.id === conversationId),
    logged,
    async stop() {
      if (!running.delete(served)) return;
      await server.stop();
      await store.close();
    },
  };
  running.add(served);
  return served;
}

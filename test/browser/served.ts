import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer as createPlainServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pino } from 'pino';
import { readConfig } from '../../src/config.ts';
import { createDirectLine } from '../../src/directline/direct-line.ts';
import { loadTokenKey } from '../../src/directline/token-key.ts';
import { LIMITS } from '../../src/http/limits.ts';
import { createServer } from '../../src/http/server.ts';
import { createSqliteStore } from '../../src/transcripts/sqlite/store.ts';
import type { ConversationStore, TurnCommit } from '../../src/transcripts/store.ts';
import { widgetRoutes } from '../../src/widget/routes.ts';
import { ANSWERS, createCannedBot } from './canned.ts';

/** Widget, Direct Line and store as they are; only the bot behind them is canned. */
export interface Served {
  url: string;
  store: ConversationStore;
  /** What the bot was told, in order. */
  heard: string[];
  /** Says something that no message asked for, as staff do. */
  tell(conversationId: string, text: string): Promise<void>;
  /** A talk of so many messages, by turns of visitor and bot. */
  talkFor(conversationId: string, messages: number): Promise<void>;
  /** Stops as for a deployment; `up` starts again on the same port and data. */
  down(): Promise<void>;
  up(): Promise<void>;
  stop(): Promise<void>;
}

interface Wishes {
  allowedOrigins?: string[];
  answers?: typeof ANSWERS;
  dataDir?: string;
  port?: number;
}

export async function serve({ answers = ANSWERS, ...wishes }: Wishes = {}): Promise<Served> {
  const dataDir = wishes.dataDir ?? (await mkdtemp(path.join(tmpdir(), 'passerelle-widget-')));
  const config = {
    ...readConfig({ DATA_DIR: dataDir, NODE_ENV: 'test' }),
    host: '127.0.0.1',
    port: wishes.port ?? 0,
    allowedOrigins: wishes.allowedOrigins ?? [],
  };
  const logger = pino({ level: 'silent' });
  const store = await createSqliteStore({ file: path.join(dataDir, 'conversations.db'), logger });
  const bot = createCannedBot(store, answers);
  const limits = {
    ...LIMITS,
    stopMs: 1_000,
    tokensPerAddress: { points: 10_000, seconds: 60 },
    conversationsPerAddress: { points: 10_000, seconds: 60 },
  };
  const directLine = createDirectLine({
    config,
    logger,
    bot,
    store,
    limits,
    key: await loadTokenKey(dataDir),
  });
  const server = createServer({
    ...directLine,
    config,
    logger,
    limits,
    routes: [...directLine.routes, ...(await widgetRoutes(config))],
  });
  const url = await server.listen();
  async function add(conversationId: string, activities: TurnCommit['activities']): Promise<void> {
    const { eTag } = await store.load(conversationId);
    await store.commitTurn({
      conversationId,
      channel: 'directline',
      userId: 'staff',
      eTag,
      state: {},
      activities,
      outbox: [],
      facts: {},
    });
  }
  const served: Served = {
    url,
    store,
    heard: bot.heard,
    tell: (conversationId, text) =>
      add(conversationId, [{ direction: 'out', activity: { type: 'message', text } }]),
    talkFor: (conversationId, messages) =>
      add(
        conversationId,
        Array.from({ length: messages }, (_, index) => ({
          direction: index % 2 ? 'out' : 'in',
          activity: {
            type: 'message',
            id: randomUUID(),
            timestamp: new Date().toISOString(),
            from: index % 2 ? { id: 'passerelle', role: 'bot' } : { id: 'dl_visitor', role: 'user' },
            text: `Message ${index}, avec **quelques** mots de plus. `.repeat(1 + (index % 5)),
          },
        })),
      ),
    async down() {
      await server.stop();
      await store.close();
    },
    async up() {
      Object.assign(served, await serve({ ...wishes, answers, dataDir, port: Number(new URL(url).port) }));
    },
    async stop() {
      await served.down();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
  return served;
}

/** Somebody's web site: the same page at every address. */
export interface Site {
  url: string;
  /** What stands in the page from now on, and the content policy that the page is under. */
  show(body: string, policy?: string, lang?: string): void;
  stop(): Promise<void>;
}

export async function serveSite(): Promise<Site> {
  let shown = { body: '', policy: '', lang: 'fr' };
  const server: Server = createPlainServer((_request, response) => {
    const { body, policy, lang } = shown;
    response.writeHead(200, {
      'content-type': 'text/html; charset=utf-8',
      ...(policy && { 'content-security-policy': policy }),
    });
    response.end(
      `<!doctype html><html lang="${lang}"><head><meta name="viewport" content="width=device-width"><title>Un site</title></head><body><main><h1>Un site</h1><p><a href="/autre">Autre page</a></p></main>${body}</body></html>`,
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    show(body, policy = '', lang = 'fr') {
      shown = { body, policy, lang };
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Activity } from 'botbuilder';
import { pino } from 'pino';
import type { Conversation } from '../../dialogs/conversation.ts';
import { PasserelleAdapter } from '../../src/bot/adapter.ts';
import { createAuthentication } from '../../src/bot/authentication.ts';
import { createBot } from '../../src/bot/bot.ts';
import { createDelivery } from '../../src/bot/delivery.ts';
import { createSend, type Send } from '../../src/bot/delivery-connector.ts';
import { createHosts } from '../../src/bot/delivery-hosts.ts';
import { createConnectorHttp } from '../../src/bot/delivery-http.ts';
import { messagesRoute } from '../../src/bot/messages.ts';
import { createProactive } from '../../src/bot/proactive.ts';
import { createTurn } from '../../src/bot/turn.ts';
import { createRender } from '../../src/channels/channels.ts';
import { LIMITS, type Limits } from '../../src/http/limits.ts';
import { createServer } from '../../src/http/server.ts';
import { createI18n } from '../../src/i18n.ts';
import { createSqliteStore } from '../../src/transcripts/sqlite/store.ts';
import { APP_ID, type Provider, SERVICE_URL } from './openid-provider.ts';

const i18n = await createI18n(path.resolve(import.meta.dirname, '../../locales'));

/** Says back what it hears and counts it; greets whoever arrives. */
const echo: Conversation = {
  async respond(context, state) {
    const { type, text } = context.activity;
    const heard = Number((state as { heard?: number } | undefined)?.heard ?? 0) + 1;
    const words = type === 'message' ? `${heard}: ${text}` : 'welcome';
    await context.sendActivities(words.split('|').map((each) => ({ type: 'message', text: each })));
    return { state: { heard }, facts: {} };
  },
  async apologise(_context, state) {
    return { state, facts: {} };
  },
};

export interface Wishes {
  /** Checks signatures against this provider; without it only this machine is heard. */
  provider?: Provider;
  send?: Send;
  dataDir?: string;
  now?: () => Date;
  limits?: Partial<Limits>;
  conversation?: Conversation;
}

/** `/api/messages` on a free port with a bot that echoes, over the real store. */
export async function serveMessages(wishes: Wishes = {}) {
  const { provider, send: sender, dataDir: given, now, conversation = echo } = wishes;
  const dataDir = given ?? (await mkdtemp(path.join(tmpdir(), 'passerelle-messages-')));
  const logged: string[] = [];
  const logger = pino({ level: 'debug' }, { write: (line: string) => void logged.push(line) });
  const store = await createSqliteStore({ file: path.join(dataDir, 'conversations.db'), logger, now });
  const render = createRender(i18n);
  const takeTurn = createTurn({ store, conversation, render, logger });
  const bot = createBot(new PasserelleAdapter(), takeTurn, { ...LIMITS, ...wishes.limits });
  const hosts = createHosts({ loopback: !provider });
  const authentication = createAuthentication({
    settings: {
      appId: provider && APP_ID,
      password: 'not-used',
      type: 'SingleTenant',
      tenantId: 'tenant',
      allowUnauthenticated: !provider,
    },
    http: createConnectorHttp({ hosts, timeoutMs: 500 }),
    logger,
    cloud: provider?.cloud,
  });
  const send = sender ?? createSend(authentication, hosts);
  const delivery = createDelivery({ store, send, t: i18n.en, logger, now, pollMs: 50, retryMs: 20 });
  const server = createServer({
    config: { host: '127.0.0.1', port: 0, allowedOrigins: [], publicUrl: undefined },
    logger,
    routes: [
      messagesRoute({
        authentication,
        hosts,
        bot,
        delivery,
        send,
        loopbackOnly: !provider,
        trustProxy: false,
      }),
    ],
    idle: bot.idle,
  });
  const url = await server.listen();
  return {
    dataDir,
    store,
    delivery,
    logged,
    sendProactively: createProactive({ store, render, delivery }),
    post: (body: unknown, headers: Record<string, string> = {}) =>
      fetch(`${url}/api/messages`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }),
    async stop({ keep = false } = {}) {
      await server.stop();
      await delivery.stop();
      await store.close();
      if (!keep) await rm(dataDir, { recursive: true, force: true });
    },
  };
}

export type Served = Awaited<ReturnType<typeof serveMessages>>;

let count = 0;

/** A message as Azure would bring it. */
export const message = (more: Partial<Activity> = {}) => ({
  type: 'message',
  id: `activity-${++count}`,
  timestamp: new Date().toISOString(),
  channelId: 'msteams',
  serviceUrl: SERVICE_URL,
  conversation: { id: `conversation-${count}`, conversationType: 'personal' },
  from: { id: '29:visitor', name: 'Camille' },
  recipient: { id: '28:bot', name: 'Passerelle' },
  text: 'hello',
  ...more,
});

import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pino } from 'pino';
import { createLabels, readButtons } from '../../dialogs/choices.ts';
import { createConversation } from '../../dialogs/conversation.ts';
import { PasserelleAdapter } from '../../src/bot/adapter.ts';
import { createBot } from '../../src/bot/bot.ts';
import { connectChannels } from '../../src/bot/connected-channels.ts';
import { createTurn } from '../../src/bot/turn.ts';
import { createRender, numbersChoices } from '../../src/channels/channels.ts';
import { readConfig } from '../../src/config.ts';
import { createContent } from '../../src/content/content.ts';
import { createDirectLine } from '../../src/directline/direct-line.ts';
import { loadTokenKey } from '../../src/directline/token-key.ts';
import { loadRules } from '../../src/eligibility/rules.ts';
import { createServer } from '../../src/http/server.ts';
import { createI18n } from '../../src/i18n.ts';
import { LOCALES } from '../../src/locale.ts';
import { openMandateStore } from '../../src/mandates/store.ts';
import { createAccounts } from '../../src/staff/access/accounts.ts';
import type { Role } from '../../src/staff/access/roles.ts';
import { createSessions } from '../../src/staff/access/sessions.ts';
import type { StaffParts } from '../../src/staff/desk.ts';
import { staffRoutes } from '../../src/staff/routes.ts';
import { openStaffDatabase } from '../../src/staff/storage/open.ts';
import { createVersionStore } from '../../src/staff/storage/versions.ts';
import { createSqliteStore } from '../../src/transcripts/sqlite/store.ts';
import { createUnderstanding } from '../../src/understanding/understanding.ts';

interface Wishes {
  oidc?: StaffParts['config']['oidc'];
  port?: number;
  now?: () => Date;
}

/** Phrases enough to tell the topics apart and few enough to be learnt in a moment. */
function fewPhrases(dataDir: string): string {
  const folder = path.join(dataDir, 'content');
  mkdirSync(path.join(folder, 'phrases'), { recursive: true });
  copyFileSync('data/knowledge.json', path.join(folder, 'knowledge.json'));
  for (const locale of LOCALES) {
    const all: Record<string, string[]> = JSON.parse(readFileSync(`data/phrases/${locale}.json`, 'utf8'));
    const few = TOPICS.map((topic) => [topic, all[topic]?.slice(0, PHRASES)]);
    writeFileSync(path.join(folder, 'phrases', `${locale}.json`), JSON.stringify(Object.fromEntries(few)));
  }
  return folder;
}

const PHRASES = 12;
const TOPICS = [
  'costs',
  'family',
  'duration',
  'role',
  'safety',
  'countries',
  'human',
  'greeting',
  'eligibility',
  'thanks',
];

/** The slots of a message play no part here, and their worker takes seconds to warm up. */
const noSlots = { extract: async () => ({}), close: () => {} };

/** The assistant with its staff pages and Direct Line on a free port, over real stores in a folder of their own. */
export async function serveStaff(wishes: Wishes = {}) {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'passerelle-staff-'));
  const mandatesFile = path.join(dataDir, 'mandates.json');
  copyFileSync('data/mandates.json', mandatesFile);
  const contentDir = fewPhrases(dataDir);
  const config = readConfig({
    DATA_DIR: dataDir,
    MANDATES_FILE: mandatesFile,
    NODE_ENV: 'test',
    HOST: '127.0.0.1',
    PORT: String(wishes.port ?? 0),
  });
  const logged: string[] = [];
  const logger = pino({ level: 'warn' }, { write: (line: string) => void logged.push(line) });
  const now = wishes.now ?? (() => new Date());
  const i18n = await createI18n(config.localesDir);
  const key = await loadTokenKey(dataDir);
  const store = await createSqliteStore({ file: path.join(dataDir, 'conversations.db'), logger, now });
  const database = await openStaffDatabase({ dataDir });
  const mandates = await openMandateStore({ file: mandatesFile, logger, pollMs: 0 });
  const content = await createContent({
    contentDir,
    localesDir: config.localesDir,
    versions: createVersionStore(database),
    train: (phrases) => understanding.publish(phrases),
    pollMs: 0,
  });
  const training = {
    cacheDir: path.join(dataDir, 'models'),
    slots: noSlots,
  };
  const understanding = await createUnderstanding({ ...training, phrases: content.phrases() });
  const conversation = createConversation(
    {
      i18n,
      labels: createLabels(readButtons(config.localesDir), () => content.texts().labels),
      knowledge: content.knowledge,
      understanding,
      mandates: mandates.index,
      rules: loadRules(path.join(config.contentDir, 'eligibility.json')),
      links: { assistant: 'http://localhost/' },
      linkToTranscript: async () => 'http://localhost/transcript/x',
      readTranscript: async () => [],
      retentionDays: 90,
      returningAfterMinutes: 30,
      numbersChoices,
      now,
    },
    'fr',
  );
  const render = createRender(i18n);
  const bot = createBot(new PasserelleAdapter(), createTurn({ store, conversation, render, logger }));
  const directLine = createDirectLine({ config, logger, bot, store, key });
  const { sendProactively } = connectChannels({ config, logger, bot, store, render, i18n });
  const parts: StaffParts = {
    config: { ...config, oidc: wishes.oidc },
    logger,
    i18n,
    key,
    database,
    store,
    content,
    mandates,
    speak: sendProactively,
    rehearse: (phrases) => createUnderstanding({ ...training, phrases }),
    now,
  };
  const server = createServer({
    config,
    logger,
    routes: [...directLine.routes, ...staffRoutes(parts)],
    upgrade: directLine.upgrade,
    close: directLine.close,
  });
  const accounts = createAccounts(database, now);
  const sessions = createSessions(database, now);
  return {
    url: await server.listen(),
    parts,
    dataDir,
    store,
    database,
    accounts,
    content,
    mandates,
    bot,
    logged,
    /** An account with a role and the password below. */
    async account(role: Role, email = `${role}@example.org`, name = 'Marie') {
      const token = await accounts.add({ email, role, name });
      const account = await accounts.redeem(token, PASSWORD);
      if (!account) throw new Error('the invitation was not good');
      return account;
    },
    /** The cookie of somebody who has just signed in. */
    signedIn: async (account: { id: number }) => `passerelle-session=${await sessions.open(account)}`,
    async stop() {
      await server.stop();
      content.close();
      await Promise.all([understanding.close(), mandates.dispose(), bot.idle()]);
      await store.close();
      await database.destroy();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

export type Served = Awaited<ReturnType<typeof serveStaff>>;

export const PASSWORD = 'un lac calme au matin';

import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pino } from 'pino';
import { composeAssistant } from '../../src/assistant.ts';
import { connectChannels } from '../../src/bot/connected-channels.ts';
import { readConfig } from '../../src/config.ts';
import { createDirectLine } from '../../src/directline/direct-line.ts';
import { createServer } from '../../src/http/server.ts';
import { LOCALES } from '../../src/locale.ts';
import { postingRoutes } from '../../src/postings/routes.ts';
import { createAccounts } from '../../src/staff/access/accounts.ts';
import type { Role } from '../../src/staff/access/roles.ts';
import { createSessions } from '../../src/staff/access/sessions.ts';
import type { StaffParts } from '../../src/staff/desk.ts';
import { staffRoutes } from '../../src/staff/routes.ts';
import { widgetRoutes } from '../../src/widget/routes.ts';

interface Wishes {
  oidc?: StaffParts['config']['oidc'];
  port?: number;
  /** The visitors' pages too, for tests in a browser. */
  widget?: boolean;
  /** Fills the folder of data before anything is opened. */
  prepare?: (dataDir: string) => void;
}

/** Phrases enough to tell the topics apart and few enough to be learnt in a moment. */
function fewPhrases(dataDir: string): string {
  const folder = path.join(dataDir, 'content');
  mkdirSync(path.join(folder, 'phrases'), { recursive: true });
  for (const file of ['knowledge.json', 'eligibility.json'])
    copyFileSync(path.join('data', file), path.join(folder, file));
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

/** The assistant with its staff pages and Direct Line on a free port, over real stores in a folder of their own. */
export async function serveStaff({ oidc, port = 0, widget = false, prepare }: Wishes = {}) {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'passerelle-staff-'));
  prepare?.(dataDir);
  const mandatesFile = path.join(dataDir, 'mandates.json');
  copyFileSync('data/mandates.json', mandatesFile);
  const settings = readConfig({
    DATA_DIR: dataDir,
    MANDATES_FILE: mandatesFile,
    NODE_ENV: 'test',
    HOST: '127.0.0.1',
    PORT: String(port),
  });
  const config = { ...settings, contentDir: fewPhrases(dataDir), oidc };
  const logged: string[] = [];
  const logger = pino({ level: 'warn' }, { write: (line: string) => void logged.push(line) });
  const assistant = await composeAssistant(config, logger);
  const { bot, store, content, staffStorage, mandates, key, i18n, render, postingLinks } = assistant;
  const database = await staffStorage.database();
  const directLine = createDirectLine({ config, logger, bot, store, key });
  const { sendProactively } = connectChannels({ config, logger, bot, store, render, i18n });
  const parts: StaffParts = { ...assistant, database, config, logger, speak: sendProactively };
  const postings = postingRoutes({ store, links: postingLinks, mandates, speak: sendProactively, logger });
  const visitors = widget ? await widgetRoutes(config, content.knowledge) : [];
  const server = createServer({
    config,
    logger,
    routes: [...directLine.routes, ...staffRoutes(parts), ...postings, ...visitors],
    upgrade: directLine.upgrade,
    close: directLine.close,
  });
  const now = () => new Date();
  const accounts = createAccounts(database, now);
  const sessions = createSessions(database, now);
  return {
    url: await server.listen(),
    parts,
    store,
    database,
    accounts,
    sessions,
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
      await assistant.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

export type Served = Awaited<ReturnType<typeof serveStaff>>;

export const PASSWORD = 'un lac calme au matin';

import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Activity } from 'botbuilder';
import { type Logger, pino } from 'pino';
import { composeAssistant } from '../../src/assistant.ts';
import { readConfig } from '../../src/config.ts';
import { EMBEDDED_SERVICE_URL } from '../../src/http/embedded.ts';
import type { Locale } from '../../src/locale.ts';
import type { ActivityJson } from '../../src/transcripts/turn.ts';

/** Scripts are written for this day: a frozen clock makes "next spring" the same forever. */
export const TODAY = new Date('2026-11-23T15:00:00Z');

/** Trained models outlive the tests: they are found again by the content of the phrases. */
export const CACHE_DIR = path.join(tmpdir(), 'passerelle-test-cache');

/**
 * The whole assistant without a server: real turns, a real store, the real understanding, a clock to be moved.
 * `settings` are environment variables.
 */
export async function startAssistant(
  settings: Record<string, string> = {},
  logger: Logger = pino({ level: 'silent' }),
) {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'passerelle-talk-'));
  const config = readConfig({ DATA_DIR: dataDir, CACHE_DIR, NODE_ENV: 'test', ...settings });
  const clock = { now: TODAY };
  const parts = await composeAssistant(config, logger, () => clock.now);
  return {
    clock,
    store: parts.store,
    bot: parts.bot,
    meet: (locale: Locale, channelId?: string) => meet(parts.bot, locale, channelId),
    /** Runs one turn in which the understanding throws, as a fault of ours would. */
    async breakNextTurn<T>(turn: () => Promise<T>): Promise<T> {
      const { understand } = parts.understanding;
      parts.understanding.understand = () => Promise.reject(new Error('a fault of ours'));
      return turn().finally(() => {
        parts.understanding.understand = understand;
      });
    },
    async stop() {
      await parts.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

export type Assistant = Awaited<ReturnType<typeof startAssistant>>;
export type Visitor = ReturnType<typeof meet>;

/** A visitor on one channel: what they do gives the replies of that turn. */
function meet(
  bot: Awaited<ReturnType<typeof composeAssistant>>['bot'],
  locale: Locale,
  channelId = 'directline',
) {
  const conversationId = randomUUID();
  const receive = async (activity: Partial<Activity>): Promise<ActivityJson[]> => {
    const { outgoing } = await bot.receive({
      id: randomUUID(),
      channelId,
      serviceUrl: EMBEDDED_SERVICE_URL,
      conversation: { id: conversationId },
      from: { id: 'dl_visitor', role: 'user' },
      recipient: { id: 'passerelle', name: 'Passerelle', role: 'bot' },
      timestamp: new Date(),
      ...activity,
    } as Activity);
    return outgoing as ActivityJson[];
  };
  return {
    conversationId,
    receive,
    /** Opens the chat: the page says its language, as Direct Line does. */
    arrive: (channelData?: unknown) =>
      receive({
        type: 'conversationUpdate',
        locale,
        membersAdded: [{ id: 'dl_visitor', name: '' }],
        channelData,
      }),
    say: (text: string, more: Partial<Activity> = {}) => receive({ type: 'message', text, ...more }),
  };
}

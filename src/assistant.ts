import { existsSync } from 'node:fs';
import path from 'node:path';
import { createLabels, readButtons } from '../dialogs/choices.ts';
import { createConversation } from '../dialogs/conversation.ts';
import { readActivities } from './bot/activities.ts';
import { PasserelleAdapter } from './bot/adapter.ts';
import { createBot } from './bot/bot.ts';
import { createTurn } from './bot/turn.ts';
import { createRender, numbersChoices } from './channels/channels.ts';
import type { Config } from './config.ts';
import { createContent } from './content/content.ts';
import type { Texts } from './content/shipped.ts';
import { loadTokenKey } from './directline/token-key.ts';
import { loadRules } from './eligibility/rules.ts';
import { CodedError } from './errors.ts';
import { createI18n } from './i18n.ts';
import type { Logger } from './log.ts';
import { openMandateStore } from './mandates/store.ts';
import type { Metrics } from './metrics/metrics.ts';
import { createPostingLinks } from './postings/links.ts';
import { openStaffStorage } from './staff/storage/open.ts';
import { createVersionStore } from './staff/storage/versions.ts';
import { createTranscriptLinks } from './transcript-page/links.ts';
import { openConversationStore } from './transcripts/open-store.ts';
import { createSlots } from './understanding/slots/slots.ts';
import { createUnderstanding } from './understanding/understanding.ts';

/** Only topics are rehearsed: reading what hundreds of past questions say of their visitors would take seconds. */
const NO_SLOTS = { extract: async () => ({}), close: () => {} };

/** What is said, and what is understood. */
async function composeUnderstanding(config: Config, logger: Logger, now: () => Date) {
  const [slots, staffStorage] = await Promise.all([
    createSlots({ logger }),
    openStaffStorage({ dataDir: config.dataDir, databaseUrl: config.databaseUrl, logger }),
  ]);
  const content = await createContent({
    contentDir: config.contentDir,
    localesDir: config.localesDir,
    versions: createVersionStore(staffStorage),
    train: (phrases) => understanding.publish(phrases),
    logger,
    now,
  });
  const training = {
    outOfScopeDir: path.join(config.contentDir, 'out-of-scope'),
    logger,
  };
  // Looking at what drafts would do leaves the models that serve where the next start finds them.
  const models = path.join(config.cacheDir, 'models');
  const tried = path.join(config.cacheDir, 'tried-models');
  const understanding = await createUnderstanding({
    ...training,
    cacheDir: models,
    otherCacheDir: tried,
    slots,
    phrases: content.phrases(),
  });
  return {
    staffStorage,
    content,
    understanding,
    /** Trains beside what serves, to see what other phrases would do. */
    rehearse: (phrases: Texts['phrases']) =>
      createUnderstanding({
        ...training,
        cacheDir: tried,
        otherCacheDir: models,
        slots: NO_SLOTS,
        phrases,
      }),
  };
}

/** A file that breaks later stops nobody, a path that never led anywhere is a slip of whoever set it. */
function mustHaveMandates({ mandatesFile }: Config): void {
  if (existsSync(mandatesFile)) return;
  throw new CodedError(
    'CONFIG',
    `The setting MANDATES_FILE is wrong, there is no file ${mandatesFile}.`,
    'Correct the path, or make the file with: npm run mandates -- import FILE',
  );
}

/** The parts that make up the bot without a web server, as the tests and the terminal use them too. */
export async function composeAssistant(
  config: Config,
  logger: Logger,
  now = () => new Date(),
  metrics?: Metrics,
) {
  mustHaveMandates(config);
  // What has a thread of its own comes first, and loads while the rest does.
  const [unmeasured, { staffStorage, content, understanding, rehearse }, mandates, i18n, key] =
    await Promise.all([
      openConversationStore({ dataDir: config.dataDir, databaseUrl: config.databaseUrl, logger, now }),
      composeUnderstanding(config, logger, now),
      openMandateStore({
        file: config.mandatesFile,
        lastGood: path.join(config.dataDir, 'mandates.last-good.json'),
        logger,
      }),
      createI18n(config.localesDir),
      config.tokenKey ?? loadTokenKey(config.dataDir),
    ]);
  const store = metrics?.store(unmeasured) ?? unmeasured;
  const { home } = config;
  const transcriptLinks = createTranscriptLinks(key, home);
  const postingLinks = createPostingLinks(key, home);
  const conversation = createConversation(
    {
      i18n,
      labels: createLabels(readButtons(config.localesDir), () => content.texts().labels),
      knowledge: content.knowledge,
      understanding,
      mandates: () => mandates.index(),
      rules: loadRules(path.join(config.contentDir, 'eligibility.json')),
      links: { ...config.links, assistant: home },
      linkToTranscript: transcriptLinks.linkTo,
      linkToPosting: postingLinks.linkTo,
      readTranscript: (conversationId) => readActivities(store, conversationId),
      retentionDays: config.retentionDays,
      returningAfterMinutes: config.returningAfterMinutes,
      numbersChoices,
      now,
    },
    config.defaultLocale,
  );
  const notifyStaff =
    config.smtp &&
    (await import('./notifications/handoff-mail.ts')).createHandoffMail({
      smtp: config.smtp,
      i18n,
      locale: config.defaultLocale,
      staffUrl: new URL('staff', home).href,
      logger,
    });
  const render = createRender(i18n);
  const bot = createBot(
    new PasserelleAdapter(),
    createTurn({ store, conversation, render, logger, notifyStaff, observe: metrics?.turn }),
  );
  return {
    bot,
    store,
    understanding,
    content,
    staffStorage,
    mandates,
    rehearse,
    i18n,
    render,
    key,
    transcriptLinks,
    postingLinks,
    async close() {
      await bot.idle();
      content.close();
      await Promise.allSettled([understanding.close(), mandates.dispose()]);
      await store.close();
      await staffStorage.close();
    },
  };
}

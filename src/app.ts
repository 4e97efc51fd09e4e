import { composeAssistant } from './assistant.ts';
import { connectChannels } from './bot/connected-channels.ts';
import type { Config } from './config.ts';
import { createDirectLine } from './directline/direct-line.ts';
import { createServer } from './http/server.ts';
import type { Logger } from './log.ts';
import { createMetrics } from './metrics/metrics.ts';
import { metricsRoutes } from './metrics/routes.ts';
import { postingRoutes } from './postings/routes.ts';
import { loadStaff } from './staff/load.ts';
import { expireDrafts } from './staff/storage/expired-drafts.ts';
import { transcriptRoutes } from './transcript-page/routes.ts';
import { daysBefore, expireOld, keepRetention } from './transcripts/retention.ts';
import { keptBundle } from './widget/kept-bundle.ts';
import { widgetRoutes } from './widget/routes.ts';

export interface App {
  /** Opens the port; gives the address. */
  start(): Promise<string>;
  /** Finishes the turns in hand, then closes everything. */
  stop(): Promise<void>;
}

/** The composition root: builds every part and hands each what it needs. Nothing else knows how they hang together. */
export async function createApp(config: Config, logger: Logger): Promise<App> {
  const metrics = createMetrics();
  // Made, where it is not kept, while the assistant is put together.
  const bundle = keptBundle(config);
  const parts = await composeAssistant(config, logger, undefined, metrics);
  const { bot, store, content, key, i18n, mandates, render, transcriptLinks, postingLinks } = parts;
  const directLine = createDirectLine({ config, logger, bot, store, key });
  const channels = connectChannels({ config, logger, bot, store, render, i18n });
  const server = createServer({
    config,
    logger,
    routes: [
      ...directLine.routes,
      ...channels.routes,
      ...transcriptRoutes({ store, links: transcriptLinks, i18n, defaultLocale: config.defaultLocale }),
      ...postingRoutes({
        store,
        links: postingLinks,
        mandates,
        speak: channels.sendProactively,
        allMandates: config.links.allMandates,
        logger,
      }),
      ...(await widgetRoutes(config, content.knowledge, undefined, bundle)),
      ...metricsRoutes(metrics, config.metricsToken),
    ],
    later: {
      below: '/staff',
      load: () => loadStaff({ ...parts, config, logger, speak: channels.sendProactively }),
    },
    upgrade: directLine.upgrade,
    checks: [{ name: 'store', ready: () => store.ready().then(() => true) }],
    observe: metrics.http,
    idle: bot.idle,
    close: directLine.close,
  });
  const stopRetention = keepRetention(
    {
      conversations: () => expireOld(store, config.retentionDays, 'retention'),
      drafts: () => expireDrafts(parts.staffStorage, daysBefore(new Date(), config.retentionDays)),
    },
    logger,
  );
  return {
    async start() {
      // What an earlier run left goes out before anything that comes in now is answered.
      await channels.start();
      return server.listen();
    },
    async stop() {
      stopRetention();
      await server.stop();
      await channels.stop();
      await parts.close();
    },
  };
}

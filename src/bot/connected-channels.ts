import type { Config } from '../config.ts';
import type { Route } from '../http/route.ts';
import type { I18n } from '../i18n.ts';
import type { Logger } from '../log.ts';
import type { ConversationStore } from '../transcripts/store.ts';
import { createAuthentication } from './authentication.ts';
import type { Bot } from './bot.ts';
import { createDelivery } from './delivery.ts';
import { createSend } from './delivery-connector.ts';
import { createHosts } from './delivery-hosts.ts';
import { createConnectorHttp } from './delivery-http.ts';
import { messagesRoute } from './messages.ts';
import { createProactive, type SendProactively } from './proactive.ts';
import type { Render } from './turn.ts';

export interface ConnectedChannelsParts {
  config: Pick<Config, 'botFramework' | 'defaultLocale' | 'trustProxy'>;
  logger: Logger;
  bot: Pick<Bot, 'receive'>;
  store: ConversationStore;
  render: Render;
  i18n: I18n;
  now?: () => Date;
}

export interface ConnectedChannels {
  /** `/api/messages`, or nothing when no channel is set up. */
  routes: Route[];
  sendProactively: SendProactively;
  /** Delivers what an earlier run left behind. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Teams, Messenger and whatever else Azure Bot Service connects. Without an app registration nothing listens, unless
 * the development setting lets programs on this machine in.
 */
export function connectChannels(parts: ConnectedChannelsParts): ConnectedChannels {
  const { config, logger, bot, store, render, i18n, now } = parts;
  const { botFramework: settings } = config;
  const loopbackOnly = !settings.appId;
  const isOpen = Boolean(settings.appId) || settings.allowUnauthenticated;
  const hosts = createHosts({ loopback: loopbackOnly && settings.allowUnauthenticated });
  const authentication = createAuthentication({ settings, http: createConnectorHttp({ hosts }), logger });
  const send = createSend(authentication, hosts);
  const delivery = createDelivery({ store, send, t: i18n[config.defaultLocale], logger, now });
  return {
    routes: isOpen
      ? [
          messagesRoute({
            authentication,
            hosts,
            bot,
            delivery,
            send,
            loopbackOnly,
            trustProxy: config.trustProxy,
          }),
        ]
      : [],
    sendProactively: createProactive({ store, render, delivery }),
    start: () => (isOpen ? delivery.start() : Promise.resolve()),
    stop: delivery.stop,
  };
}

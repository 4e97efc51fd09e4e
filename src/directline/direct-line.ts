import type { IncomingMessage } from 'node:http';
import type { Config } from '../config.ts';
import { clientAddress } from '../http/client-address.ts';
import { createOriginCheck } from '../http/cors.ts';
import { LIMITS, type Limits } from '../http/limits.ts';
import { createRateLimit } from '../http/rate-limit.ts';
import type { Route } from '../http/route.ts';
import type { Upgrade } from '../http/upgrade.ts';
import type { Logger } from '../log.ts';
import type { ConversationStore } from '../transcripts/store.ts';
import type { Receiver } from './desk.ts';
import { createHub } from './hub.ts';
import { directLineRoutes } from './routes.ts';
import { createSessions } from './session.ts';
import { createStream } from './stream.ts';
import { createTokens } from './tokens.ts';

export interface DirectLineParts {
  config: Pick<Config, 'allowedOrigins' | 'publicUrl' | 'trustProxy'>;
  logger: Logger;
  bot: Receiver;
  store: Pick<ConversationStore, 'load' | 'read' | 'onCommit'>;
  /** What `loadTokenKey` gave. */
  key: Uint8Array;
  limits?: Limits;
  now?: () => Date;
}

export interface DirectLine {
  /** For `createServer`, like `upgrade` and `close`. */
  routes: Route[];
  upgrade: Upgrade;
  /** Closes every socket with 1001. */
  close(): void;
}

/** Direct Line 3.0 inside this process: web clients talk with the bot without Azure. */
export function createDirectLine({
  config,
  logger,
  bot,
  store,
  key,
  limits = LIMITS,
  now,
}: DirectLineParts): DirectLine {
  const tokens = createTokens(key, now);
  const hub = createHub({ store, logger, limits });
  const addressOf = (request: IncomingMessage) => clientAddress(request, config.trustProxy);
  const routes = directLineRoutes({
    store,
    tokens,
    hub,
    openSession: createSessions(tokens, config),
    bot,
    count: {
      token: createRateLimit(limits.tokensPerAddress),
      conversation: createRateLimit(limits.conversationsPerAddress),
      message: createRateLimit(limits.messagesPerConversation),
    },
    addressOf,
  });
  const upgrade = createStream({ tokens, hub, addressOf, trusts: createOriginCheck(config) });
  return { routes, upgrade, close: hub.close };
}

import type { Activity } from 'botbuilder-core';
import {
  ConfigurationBotFrameworkAuthentication,
  type ConfigurationBotFrameworkAuthenticationOptions,
} from 'botbuilder-core';
import {
  AuthenticationConstants,
  ClaimsIdentity,
  type ConnectorClient,
  type ServiceClientCredentialsFactory,
} from 'botframework-connector';
import { decodeJwt } from 'jose/jwt/decode';
import type { Config } from '../config.ts';
import { HttpError } from '../http/http-error.ts';
import type { Logger } from '../log.ts';
import type { ConnectorHttpClient } from './delivery-http.ts';

export interface AuthenticationParts {
  settings: Config['botFramework'];
  http: ConnectorHttpClient;
  logger: Logger;
  /** Another cloud's issuer and keys, by the SDK's own setting names; a local provider in tests. */
  cloud?: Partial<ConfigurationBotFrameworkAuthenticationOptions>;
  credentials?: ServiceClientCredentialsFactory;
}

export interface Authentication {
  /**
   * Resolves when the channel that an activity names has really sent it.
   * @throws {HttpError} 401 without a reason, which would only help whoever forges; 403 when the token is for another
   * bot, which is seen without a check; 503 when keys do not come.
   */
  authenticate(activity: Activity, header: string): Promise<void>;
  /** A client that signs what it sends to a service address as this bot. */
  connectorTo(serviceUrl: string): Promise<ConnectorClient>;
}

/** How long the keys of Azure's provider may take: the SDK would wait forever. */
const KEYS_MS = 10_000;

/** Connectors are few (one a channel and region); anything beyond is a mistake not worth the memory. */
const CONNECTORS_KEPT = 64;

/** The SDK's authentication, in and out, with its faults told apart from ours. */
export function createAuthentication(parts: AuthenticationParts): Authentication {
  const { settings, http, logger, cloud, credentials } = parts;
  const framework = new ConfigurationBotFrameworkAuthentication(
    {
      MicrosoftAppId: settings.appId,
      // Without an id there is nothing to authenticate with; the SDK asks a single tenant for one all the same.
      MicrosoftAppType: settings.appId ? settings.type : 'MultiTenant',
      MicrosoftAppTenantId: settings.tenantId,
      // The SDK refuses to start a managed identity that also has a password.
      MicrosoftAppPassword: settings.type === 'UserAssignedMSI' ? undefined : settings.password,
      ...cloud,
    } as ConfigurationBotFrameworkAuthenticationOptions,
    settings.appId ? credentials : undefined,
    undefined,
    undefined,
    { httpClient: http },
  );
  const claims = settings.appId
    ? [{ type: AuthenticationConstants.AudienceClaim, value: settings.appId }]
    : [];
  const factory = framework.createConnectorFactory(new ClaimsIdentity(claims, true));
  // Building a client took a quarter of a turn's time; it holds nothing of a conversation.
  const connectors = new Map<string, Promise<ConnectorClient>>();

  return {
    async authenticate(activity, header) {
      // Anybody can have Azure send us what is meant for a bot of theirs, from addresses that our messages come from.
      if (settings.appId && isForAnother(header, settings.appId)) throw unauthenticated(403);
      try {
        await withinTime(framework.authenticateRequest(activity, header), KEYS_MS);
      } catch (error) {
        if (error instanceof HttpError) throw error;
        // A forged signature comes as a plain error: whatever the SDK throws here, the caller is not let in.
        logger.warn(
          { fault: (error as Error).name, channel: activity.channelId },
          'a channel request was refused',
        );
        throw unauthenticated(401);
      }
    },
    connectorTo(serviceUrl) {
      const known = connectors.get(serviceUrl);
      if (known) return known;
      if (connectors.size >= CONNECTORS_KEPT) connectors.clear();
      const made = factory.create(serviceUrl, AuthenticationConstants.ToChannelFromBotOAuthScope);
      connectors.set(serviceUrl, made);
      made.catch(() => connectors.delete(serviceUrl));
      return made;
    },
  };
}

const unauthenticated = (status: 401 | 403): HttpError =>
  new HttpError(status, 'Unauthorized', 'The request is not authenticated.');

function isForAnother(header: string, appId: string): boolean {
  try {
    const { aud } = decodeJwt(header.replace(/^Bearer /, ''));
    return aud !== undefined && aud !== appId;
  } catch {
    return false;
  }
}

async function withinTime<T>(work: Promise<T>, ms: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(
      () =>
        reject(
          new HttpError(503, 'Busy', 'The request could not be checked in time.', { 'retry-after': '5' }),
        ),
      ms,
    );
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

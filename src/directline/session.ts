import type { IncomingMessage } from 'node:http';
import type { Config } from '../config.ts';
import { TOKEN_SECONDS, type Tokens, type Visit } from './tokens.ts';

export interface Session {
  conversationId: string;
  token: string;
  expires_in: number;
  streamUrl: string;
}

export type OpenSession = (request: IncomingMessage, visit: Visit, watermark?: number) => Promise<Session>;

/** What a client needs to talk in a conversation: a fresh token and the address of the stream. */
export function createSessions(
  tokens: Tokens,
  config: Pick<Config, 'publicUrl' | 'trustProxy'>,
): OpenSession {
  return async (request, visit, watermark) => {
    const query = new URLSearchParams({
      watermark: String(watermark ?? '-'),
      t: await tokens.issue('stream', visit),
    });
    return {
      conversationId: visit.conversationId,
      token: await tokens.issue('api', visit),
      expires_in: TOKEN_SECONDS.api,
      streamUrl: `${socketBase(request)}/v3/directline/conversations/${visit.conversationId}/stream?${query}`,
    };
  };

  /** PUBLIC_URL if there is one, else the address that the client itself used. */
  function socketBase({ headers }: IncomingMessage): string {
    if (config.publicUrl) return config.publicUrl.replace(/^http/, 'ws').replace(/\/+$/, '');
    const secure = config.trustProxy && headers['x-forwarded-proto'] === 'https';
    return `${secure ? 'wss' : 'ws'}://${headers.host}`;
  }
}

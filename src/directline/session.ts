import type { IncomingMessage } from 'node:http';
import type { Config } from '../config.ts';
import { TOKEN_SECONDS, type Tokens, type Visit } from './tokens.ts';

/** What a client needs to make requests for a conversation. */
export interface Access {
  conversationId: string;
  token: string;
  expires_in: number;
  /** Our addition to Direct Line: accepted by tokens/refresh for a day, also after `token` has expired. */
  returnToken: string;
}

/** A conversation's access and the address of its stream. */
export interface Session extends Access {
  streamUrl: string;
}

export async function grantAccess(tokens: Tokens, visit: Visit): Promise<Access> {
  return {
    conversationId: visit.conversationId,
    token: await tokens.issue('api', visit),
    expires_in: TOKEN_SECONDS.api,
    returnToken: await tokens.issue('return', visit),
  };
}

export type OpenSession = (request: IncomingMessage, visit: Visit, watermark?: number) => Promise<Session>;

export function createSessions(
  tokens: Tokens,
  config: Pick<Config, 'publicUrl' | 'trustProxy'>,
): OpenSession {
  return async (request, visit, watermark) => {
    const query = new URLSearchParams({
      watermark: String(watermark ?? '-'),
      t: await tokens.issue('stream', visit),
    });
    const path = `/v3/directline/conversations/${visit.conversationId}/stream`;
    return { ...(await grantAccess(tokens, visit)), streamUrl: `${socketBase(request)}${path}?${query}` };
  };

  /** PUBLIC_URL if there is one, else the address that the client itself used. */
  function socketBase({ headers }: IncomingMessage): string {
    if (config.publicUrl) return config.publicUrl.replace(/^http/, 'ws').replace(/\/+$/, '');
    const secure = config.trustProxy && headers['x-forwarded-proto'] === 'https';
    return `${secure ? 'wss' : 'ws'}://${headers.host}`;
  }
}

import type { IncomingMessage } from 'node:http';
import type { Config } from '../config.ts';
import type { Guard } from './guards.ts';
import { HttpError } from './http-error.ts';

export type TrustOrigin = (request: IncomingMessage) => boolean;

/**
 * Says whether the page that makes a request may use the assistant: the server's own pages and the origins of
 * ALLOWED_ORIGINS. Programs other than browsers send no Origin and are allowed.
 */
export function createOriginCheck({
  allowedOrigins,
  publicUrl,
}: Pick<Config, 'allowedOrigins' | 'publicUrl'>): TrustOrigin {
  const trusted = new Set([...allowedOrigins, ...(publicUrl ? [new URL(publicUrl).origin] : [])]);
  return ({ headers: { origin, host } }) =>
    origin === undefined || trusted.has(origin) || (URL.canParse(origin) && new URL(origin).host === host);
}

/**
 * CORS for all that lies under a path: answers preflights, and refuses other origins before any handler runs. Stands
 * behind `refuseMalformedUrl`.
 */
export function cors(prefix: string, trusts: TrustOrigin): Guard {
  return (request, response) => {
    // The router decodes too: an encoded letter must lead past no check. This guard decodes more, and so takes in more.
    if (!decodeURIComponent(request.getPath()).startsWith(prefix)) return undefined;
    response.setHeader('vary', 'Origin');
    if (!trusts(request)) return originRefused();
    if (request.headers.origin !== undefined) {
      response.setHeader('access-control-allow-origin', request.headers.origin);
      response.setHeader('access-control-expose-headers', 'Retry-After, X-Request-Id');
    }
    if (request.method !== 'OPTIONS') return undefined;
    response.writeHead(204, {
      'access-control-allow-methods': 'GET, POST',
      'access-control-allow-headers': 'authorization, content-type, x-ms-bot-agent, x-requested-with',
      'access-control-max-age': '7200',
    });
    response.end();
    return 'answered';
  };
}

export const originRefused = (): HttpError =>
  new HttpError(403, 'OriginNotAllowed', 'This site is not on the list of ALLOWED_ORIGINS.');

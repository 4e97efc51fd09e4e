import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { HttpError } from '../http/http-error.ts';
import { refuseStrangers } from '../http/loopback.ts';
import type { Route } from '../http/route.ts';
import type { Metrics } from './metrics.ts';

/**
 * `/metrics` for Prometheus: open to programs on this machine, and to whoever brings the token when there is one.
 */
export const metricsRoutes = (metrics: Pick<Metrics, 'read'>, token: string | undefined): Route[] => [
  {
    method: 'GET',
    path: '/metrics',
    async handle(request, response) {
      if (!bringsToken(request, token)) refuseStrangers(request);
      const { contentType, text } = await metrics.read();
      response.writeHead(200, { 'content-type': contentType, 'cache-control': 'no-store' });
      response.end(text);
    },
  },
];

/** @throws {HttpError} 401 when a token is wrong: a scraper that is set up wrongly should learn so. */
function bringsToken({ headers }: IncomingMessage, token: string | undefined): boolean {
  const { authorization } = headers;
  if (token === undefined || authorization === undefined) return false;
  if (timingSafeEqual(digest(authorization), digest(`Bearer ${token}`))) return true;
  throw new HttpError(401, 'Unauthorized', 'The token is not valid here.', { 'www-authenticate': 'Bearer' });
}

/** Digests are of one length, so that comparing them tells nothing of the token's. */
const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

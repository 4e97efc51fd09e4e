import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import helmet from 'helmet';
import type { Request, RequestHandler, Response } from 'restify';
import type { Logger } from '../log.ts';
import { sendError } from './answer.ts';
import { HttpError, retryLater } from './http-error.ts';

/** Looks at a request before it is routed: gives a refusal, `answered` when it has answered, nothing to let it pass. */
export type Guard = (request: Request, response: Response) => HttpError | 'answered' | undefined;

/** Guards as one handler: each handler of its own costs a request a tick, two timers and three closures of restify's. */
export function guardedBy(guards: Guard[], logger: Logger): RequestHandler {
  return function guard(request, response, next) {
    for (const check of guards) {
      const result = check(request, response);
      if (result === undefined) continue;
      if (result !== 'answered') sendError(response, result, logger);
      return next(false);
    }
    return next();
  };
}

/** Every answer carries an id that a log line can be found by. */
export const giveRequestId: Guard = (_request, response) => {
  response.setHeader('x-request-id', randomUUID());
  return undefined;
};

/**
 * Security headers on every answer, 404s included. The policy is that of an API; a route that serves a page
 * sets a `content-security-policy` of its own.
 */
export function securityHeaders(): Guard {
  const headers: [name: string, value: string][] = [];
  const write = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': ["'none'"],
        'frame-ancestors': ["'none'"],
        'base-uri': ["'none'"],
        'form-action': ["'none'"],
      },
    },
  });
  // What helmet writes is the same for every request: it is asked once.
  const recorder = {
    setHeader: (name: string, value: string) => headers.push([name, value]),
    removeHeader: () => undefined,
  };
  write({} as IncomingMessage, recorder as unknown as ServerResponse, () => undefined);
  return (_request, response) => {
    for (const [name, value] of headers) response.setHeader(name, value);
    return undefined;
  };
}

/**
 * restify builds a URL from the Host header while routing, outside any try: a malformed one would end the process. A
 * path that cannot be decoded leads nowhere; what comes after this guard may decode it.
 */
export const refuseMalformedUrl: Guard = (request) => {
  try {
    decodeURIComponent(request.getPath());
    return undefined;
  } catch {
    return new HttpError(400, 'BadRequest', 'The address or the Host header is malformed.', {
      connection: 'close',
    });
  }
};

/** restify inflates bodies without limit, and a cut one ends the process (restify issue 1975). */
export const refuseContentEncoding: Guard = ({ headers }) =>
  (headers['content-encoding'] ?? 'identity') === 'identity'
    ? undefined
    : new HttpError(415, 'UnsupportedMediaType', 'Send the body without content-encoding.', {
        connection: 'close',
      });

/** While the server stops, what arrives on open connections is sent elsewhere. */
export const refuseWhileStopping =
  (isStopping: () => boolean): Guard =>
  () => {
    if (!isStopping()) return undefined;
    const refusal = retryLater(503, 'Stopping', 'The server is restarting. Try again in a moment.', 1);
    refusal.headers.connection = 'close';
    return refusal;
  };

import { randomUUID } from 'node:crypto';
import helmet from 'helmet';
import type { RequestHandler } from 'restify';
import type { Logger } from '../log.ts';
import { sendError } from './answer.ts';
import { HttpError, retryLater } from './http-error.ts';

/** Every answer carries an id that a log line can be found by. */
export const giveRequestId: RequestHandler = function giveRequestId(_request, response, next) {
  response.setHeader('x-request-id', randomUUID());
  return next();
};

/**
 * Security headers on every answer, 404s included. The policy is that of an API; a route that serves a page
 * sets a `content-security-policy` of its own.
 */
export function securityHeaders(): RequestHandler {
  const setHeaders = helmet({
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
  return function setSecurityHeaders(request, response, next) {
    setHeaders(request, response, () => next());
  };
}

/**
 * restify builds a URL from the Host header while routing, outside any try: a malformed one would end the process. A
 * path that cannot be decoded leads nowhere; what comes after this guard may decode it.
 */
export const refuseMalformedUrl = (logger: Logger): RequestHandler =>
  refuseWhen(logger, (request) => {
    try {
      decodeURIComponent(request.getPath());
      return undefined;
    } catch {
      return new HttpError(400, 'BadRequest', 'The address or the Host header is malformed.', {
        connection: 'close',
      });
    }
  });

/** restify inflates bodies without limit, and a cut one ends the process (restify issue 1975). */
export const refuseContentEncoding = (logger: Logger): RequestHandler =>
  refuseWhen(logger, ({ headers }) =>
    (headers['content-encoding'] ?? 'identity') === 'identity'
      ? undefined
      : new HttpError(415, 'UnsupportedMediaType', 'Send the body without content-encoding.', {
          connection: 'close',
        }),
  );

/** While the server stops, what arrives on open connections is sent elsewhere. */
export const refuseWhileStopping = (logger: Logger, isStopping: () => boolean): RequestHandler =>
  refuseWhen(logger, () => {
    if (!isStopping()) return undefined;
    const refusal = retryLater(503, 'Stopping', 'The server is restarting. Try again in a moment.', 1);
    refusal.headers.connection = 'close';
    return refusal;
  });

function refuseWhen(
  logger: Logger,
  fault: (request: Parameters<RequestHandler>[0]) => HttpError | undefined,
): RequestHandler {
  return function guard(request, response, next) {
    const refusal = fault(request);
    if (!refusal) return next();
    sendError(response, refusal, logger);
    return next(false);
  };
}

import type { ServerResponse } from 'node:http';
import { CodedError } from '../errors.ts';
import type { Logger } from '../log.ts';
import { HttpError, retryLater } from './http-error.ts';

/** Answers with JSON, once; a client that has gone is no error. */
export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  if (response.headersSent || response.destroyed) return;
  const text = JSON.stringify(body);
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(text),
    'cache-control': 'no-store',
  });
  response.end(text);
}

/**
 * Answers `{error: {code, message}}`, the form of Direct Line. What is no `HttpError` is ours to mend:
 * it is logged with the request's id, and the caller learns only that id, and whether to try again.
 */
export function sendError(response: ServerResponse, error: unknown, logger: Logger): void {
  const refusal = asHttpError(error) ?? unexpected(response, error, logger);
  if (response.headersSent) {
    response.destroy();
    return;
  }
  for (const [name, value] of Object.entries(refusal.headers)) response.setHeader(name, value);
  sendJson(response, refusal.status, { error: { code: refusal.code, message: refusal.message } });
}

/** What the store could not do now, it may well do in a moment: clients send again by themselves. */
const PASSING = ['STORE_UNAVAILABLE', 'DISK_FULL', 'STALE'];

const RETRY_SECONDS = 5;

function unexpected(response: ServerResponse, error: unknown, logger: Logger): HttpError {
  const requestId = response.getHeader('x-request-id');
  logger.error({ requestId, err: error }, 'a request failed');
  if (error instanceof CodedError && PASSING.includes(error.code))
    return retryLater(
      503,
      'Unavailable',
      `Nothing can be kept at the moment. Try again (request ${requestId}).`,
      RETRY_SECONDS,
    );
  return new HttpError(500, 'Internal', `Something went wrong on our side (request ${requestId}).`);
}

/** restify's own refusals, by status; their messages would repeat what the caller sent. */
const ROUTER_REFUSALS: Record<number, [code: string, message: string]> = {
  404: ['NotFound', 'There is nothing at this address.'],
  405: ['MethodNotAllowed', 'This address does not take this method.'],
};

function asHttpError(error: unknown): HttpError | undefined {
  if (error instanceof HttpError) return error;
  if (!(error instanceof Error && 'statusCode' in error)) return undefined;
  const refusal = ROUTER_REFUSALS[Number(error.statusCode)];
  return refusal && new HttpError(Number(error.statusCode), ...refusal);
}

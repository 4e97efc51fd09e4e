import type { Request, RequestHandler, Response } from 'restify';
import type { Logger } from '../log.ts';
import { sendError } from './answer.ts';
import { readJson } from './body.ts';
import type { Limits } from './limits.ts';
import { forRequest } from './request-id.ts';

export interface Route {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** In the notation of find-my-way: `/conversations/:id`. */
  path: string;
  /** `json`: the body is read within the limits and stands in `request.body`, `undefined` when there was none. */
  body?: 'json';
  /** Answers the request, or throws an `HttpError`; anything else that it throws is answered as a bare 500. */
  handle(request: Request, response: Response): Promise<void> | void;
}

/**
 * A route as restify takes it. It never throws, which would end the process, and never resolves a value, which
 * would have restify log the whole request with its token.
 */
export function toRequestHandler({ body, handle }: Route, limits: Limits, logger: Logger): RequestHandler {
  return function answer(request, response, next) {
    const run = async () => {
      if (body === 'json') request.body = await readJson(request, limits);
      await handle(request, response);
    };
    forRequest(String(response.getHeader('x-request-id')), run)
      .catch((error: unknown) => sendError(response, error, logger))
      .finally(() => next());
  };
}

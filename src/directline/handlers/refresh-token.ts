import { sendJson } from '../../http/answer.ts';
import type { Route } from '../../http/route.ts';
import type { Desk } from '../desk.ts';
import { grantAccess } from '../session.ts';
import { bearerToken } from '../visit.ts';

/** Later tokens for the same conversation and user; a token that has expired buys nothing. */
export function refreshToken({ tokens, count, addressOf }: Desk): Route['handle'] {
  return async (request, response) => {
    const visit = await tokens.verify(['api', 'return'], bearerToken(request));
    count.token(addressOf(request));
    sendJson(response, 200, await grantAccess(tokens, visit));
  };
}

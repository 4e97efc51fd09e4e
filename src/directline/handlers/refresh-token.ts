import { sendJson } from '../../http/answer.ts';
import type { Route } from '../../http/route.ts';
import type { Desk } from '../desk.ts';
import { TOKEN_SECONDS } from '../tokens.ts';
import { readVisit } from '../visit.ts';

/** A later token for the same conversation and user; one that has expired buys nothing. */
export function refreshToken({ tokens, count, addressOf }: Desk): Route['handle'] {
  return async (request, response) => {
    const visit = await readVisit(request, tokens);
    await count.token(addressOf(request));
    const token = await tokens.issue('api', visit);
    sendJson(response, 200, { conversationId: visit.conversationId, token, expires_in: TOKEN_SECONDS.api });
  };
}

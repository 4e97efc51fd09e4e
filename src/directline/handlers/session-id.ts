import { sendJson } from '../../http/answer.ts';
import type { Route } from '../../http/route.ts';
import type { Desk } from '../desk.ts';
import { digestId } from '../ids.ts';
import { readVisit } from '../visit.ts';

/** Asked by clients before a sign-in card, which this bot never sends; the same for the life of a conversation. */
export function sessionId({ tokens }: Desk): Route['handle'] {
  return async (request, response) => {
    const { conversationId, userId } = await readVisit(request, tokens);
    sendJson(response, 200, { sessionId: digestId(conversationId, userId, 'session') });
  };
}

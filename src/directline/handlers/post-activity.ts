import { randomUUID } from 'node:crypto';
import { sendJson } from '../../http/answer.ts';
import type { Route } from '../../http/route.ts';
import { mustExist } from '../conversations.ts';
import type { Desk } from '../desk.ts';
import { readActivity } from '../incoming.ts';
import { readVisit } from '../visit.ts';

/**
 * Takes what the visitor says. The answer means that the turn is on disk: a message that was acknowledged is
 * never lost. Sent again with the same clientActivityID it gets the same id, and one turn.
 */
export function postActivity({ store, tokens, runTurn, hub, count }: Desk): Route['handle'] {
  return async (request, response) => {
    const visit = await readVisit(request, tokens);
    await count.message(visit.conversationId);
    const activity = readActivity(visit, request.body);
    await mustExist(store, visit.conversationId);
    if (activity) {
      hub.typing(visit.conversationId);
      await runTurn(activity);
    }
    sendJson(response, 200, { id: activity?.id ?? randomUUID() });
  };
}

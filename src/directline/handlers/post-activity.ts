import { randomUUID } from 'node:crypto';
import type { Activity } from 'botbuilder-core';
import { CodedError } from '../../errors.ts';
import { sendJson } from '../../http/answer.ts';
import type { Route } from '../../http/route.ts';
import { conversationNotFound, mustExist } from '../conversations.ts';
import type { Desk } from '../desk.ts';
import { readActivity } from '../incoming.ts';
import { readVisit } from '../visit.ts';

/**
 * Takes what the visitor says. The answer means that the turn is on disk: a message that was acknowledged is
 * never lost. Sent again with the same clientActivityID it gets the same id, and one turn.
 */
export function postActivity({ store, tokens, bot, hub, count }: Desk): Route['handle'] {
  return async (request, response) => {
    const visit = await readVisit(request, tokens);
    count.message(visit.conversationId);
    const activity = readActivity(visit, request.body);
    if (activity) await take(activity);
    else await mustExist(store, visit.conversationId);
    sendJson(response, 200, { id: activity?.id ?? randomUUID() });
  };

  /** The turn reads the conversation anyhow: whether it is there is asked of it and not of the store as well. */
  async function take(activity: Activity): Promise<void> {
    hub.typing(activity.conversation.id);
    try {
      await bot.receive(activity, { mustExist: true });
    } catch (error) {
      const isUnknown = error instanceof CodedError && error.code === 'CONVERSATION_UNKNOWN';
      throw isUnknown ? conversationNotFound() : error;
    }
  }
}

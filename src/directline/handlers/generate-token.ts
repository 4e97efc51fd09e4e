import { z } from 'zod';
import { sendJson } from '../../http/answer.ts';
import type { Route } from '../../http/route.ts';
import type { Desk } from '../desk.ts';
import { isUserId, newConversationId, newUserId } from '../ids.ts';
import { grantAccess } from '../session.ts';

const Body = z
  .object({ user: z.object({ id: z.unknown() }) })
  .optional()
  .catch(undefined);

/** A token for a conversation that is yet to begin. Open to every allowed origin: there is no secret to bring. */
export function generateToken({ tokens, count, addressOf }: Desk): Route['handle'] {
  return async (request, response) => {
    count.token(addressOf(request));
    const wanted = Body.parse(request.body)?.user.id;
    const visit = { conversationId: newConversationId(), userId: isUserId(wanted) ? wanted : newUserId() };
    sendJson(response, 200, await grantAccess(tokens, visit));
  };
}

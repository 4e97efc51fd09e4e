import { z } from 'zod';
import { sendJson } from '../../http/answer.ts';
import type { Route } from '../../http/route.ts';
import { fromVisitor } from '../activity.ts';
import type { Desk } from '../desk.ts';
import { digestId } from '../ids.ts';
import { badArgument, ChannelData } from '../incoming.ts';
import { acceptedTag, languageTag } from '../language-tag.ts';
import { readVisit } from '../visit.ts';

const Body = z
  .object({ locale: z.string().transform(languageTag).nullish(), channelData: ChannelData.optional() })
  .default({});

/**
 * Begins the token's conversation: the bot is told that the visitor is there and greets, before the answer goes out.
 * Beginning twice greets once and answers 200 instead of 201.
 */
export function startConversation({
  store,
  tokens,
  openSession,
  bot,
  count,
  addressOf,
}: Desk): Route['handle'] {
  return async (request, response) => {
    const visit = await readVisit(request, tokens);
    count.conversation(addressOf(request));
    const body = Body.safeParse(request.body);
    if (!body.success) throw badArgument(body.error);
    const { eTag } = await store.load(visit.conversationId);
    if (eTag === undefined)
      await bot.receive(
        fromVisitor(visit, {
          type: 'conversationUpdate',
          id: digestId(visit.conversationId, 'start'),
          membersAdded: [{ id: visit.userId, name: '' }],
          locale: body.data.locale ?? acceptedTag(request.headers['accept-language']),
          channelData: body.data.channelData,
        }),
      );
    sendJson(response, eTag === undefined ? 201 : 200, await openSession(request, visit));
  };
}

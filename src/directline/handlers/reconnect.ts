import { sendJson } from '../../http/answer.ts';
import type { Route } from '../../http/route.ts';
import { mustExist } from '../conversations.ts';
import type { Desk } from '../desk.ts';
import { readVisit } from '../visit.ts';
import { readWatermark, resumeAt } from '../watermark.ts';

/** A new stream address for a client whose socket closed; the stream goes on after the watermark. */
export function reconnect({ store, tokens, openSession }: Desk): Route['handle'] {
  return async (request, response) => {
    const visit = await readVisit(request, tokens);
    const watermark = readWatermark(new URLSearchParams(request.getQuery()).get('watermark'));
    const lastSeq = await mustExist(store, visit.conversationId);
    sendJson(response, 200, await openSession(request, visit, resumeAt(watermark, lastSeq)));
  };
}

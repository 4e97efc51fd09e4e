import { sendJson } from '../../http/answer.ts';
import type { Route } from '../../http/route.ts';
import { toClient } from '../activity.ts';
import { mustExist } from '../conversations.ts';
import type { Desk } from '../desk.ts';
import { readVisit } from '../visit.ts';
import { readWatermark, resumeAt } from '../watermark.ts';

const PAGE = 200;

/** What was said after the watermark, oldest first; a client that gets a full page asks again. */
export function readActivities({ store, tokens }: Desk): Route['handle'] {
  return async (request, response) => {
    const { conversationId } = await readVisit(request, tokens);
    const watermark = readWatermark(new URLSearchParams(request.getQuery()).get('watermark'));
    const afterSeq = resumeAt(watermark, await mustExist(store, conversationId));
    const rows = await store.read(conversationId, { afterSeq, limit: PAGE });
    sendJson(response, 200, {
      activities: rows.map((row) => toClient(conversationId, row)),
      watermark: String(rows.at(-1)?.seq ?? afterSeq),
    });
  };
}

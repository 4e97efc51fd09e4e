import { setImmediate } from 'node:timers/promises';
import type { Content } from '../../content/content.ts';
import type { ConversationFilter, ReviewStore, UnansweredQuestion } from '../../transcripts/review.ts';
import { outcomeOf } from '../content/replay.ts';
import type { Rehearsal } from '../desk.ts';
import type { SetAside } from '../storage/set-aside.ts';
import type { OpenQuestion } from './grouping.ts';

/** As many as one looks at in one sitting; older ones come up as these are answered. */
const MOST = 600;
const AT_ONCE = 25;

interface Parts {
  store: Pick<ReviewStore, 'unanswered'>;
  setAside: SetAside;
  content: Pick<Content, 'texts'>;
  reading: Pick<Rehearsal, 'understand'>;
  now: Date;
}

/** The newest questions that had no answer and would have none today either; those set aside are left out. */
export async function openQuestions(parts: Parts, filter: ConversationFilter): Promise<OpenQuestion[]> {
  const asked = await newest(parts.store, filter);
  const aside = await parts.setAside.among([...new Set(asked.map(({ conversationId }) => conversationId))]);
  const open: OpenQuestion[] = [];
  for (const [index, question] of asked.entries()) {
    if (index % AT_ONCE === 0) await setImmediate();
    const { locale, text, conversationId, seq } = question;
    if (!locale || !text.trim() || aside.has(`${conversationId} ${seq}`)) continue;
    const side = { understanding: parts.reading, texts: parts.content.texts() };
    const { topic, confidence, zone, answered } = await outcomeOf({ locale, text }, side, parts.now);
    if (answered) continue;
    open.push({
      ...question,
      locale,
      ...(topic && zone !== 'fallback' && { nearest: { topic, confidence } }),
      isSure: zone === 'answer',
    });
  }
  return open;
}

async function newest(store: Parts['store'], filter: ConversationFilter): Promise<UnansweredQuestion[]> {
  const found: UnansweredQuestion[] = [];
  let cursor: string | undefined;
  do {
    const page = await store.unanswered(filter, { limit: 200, ...(cursor && { cursor }) });
    found.push(...page.items);
    cursor = page.next;
  } while (cursor && found.length < MOST);
  return found.slice(0, MOST);
}

import { CodedError } from '../errors.ts';
import { HttpError } from '../http/http-error.ts';
import type { Route } from '../http/route.ts';
import type { Logger } from '../log.ts';
import type { MandateStore } from '../mandates/store.ts';
import type { ConversationStore } from '../transcripts/store.ts';
import type { TurnFacts } from '../transcripts/turn.ts';
import type { PostingLinks } from './links.ts';

interface Parts {
  store: Pick<ConversationStore, 'conversation'>;
  links: PostingLinks;
  mandates: Pick<MandateStore, 'get'>;
  /** Keeps facts with a conversation, here without saying anything. */
  speak: (
    conversationId: string,
    change: (state: unknown) => { state: unknown; activities: []; facts: TurnFacts },
  ) => Promise<void>;
  /** Where whoever looks for a posting that is gone is sent. */
  allMandates?: string;
  logger: Logger;
}

const OPENED = 'opened';
/** Messengers fetch a link themselves to draw a preview of it: nobody has opened anything yet. */
const PREVIEW = /facebookexternalhit|facebot|skypeuripreview|bot\b/i;

/** `/posting/:token`: on to where a mandate is published. That somebody went there is kept, once a conversation. */
export function postingRoutes({ store, links, mandates, speak, allMandates, logger }: Parts): Route[] {
  async function keep(conversationId: string): Promise<void> {
    const known = await store.conversation(conversationId);
    if (!known || known.turnFacts.some(({ events }) => events?.includes(OPENED))) return;
    await speak(conversationId, (state) => ({ state, activities: [], facts: { events: [OPENED] } }));
  }

  return [
    {
      method: 'GET',
      path: '/posting/:token',
      async handle({ params, headers }, response) {
        const posting = await links.read(String(params.token));
        if (!posting) throw new HttpError(404, 'NotFound', 'There is nothing at this address.');
        const isLook = headers['sec-purpose'] ?? PREVIEW.test(headers['user-agent'] ?? '');
        if (!isLook)
          await keep(posting.conversationId).catch((error) => {
            // The visitor gets there all the same.
            const code = error instanceof CodedError ? error.code : undefined;
            logger.warn({ code, err: error }, 'that a posting was opened could not be kept');
          });
        const location = mandates.get(posting.mandate)?.applyUrl ?? allMandates ?? '/';
        response.writeHead(302, { location, 'cache-control': 'no-store', 'content-length': 0 });
        response.end();
      },
    },
  ];
}

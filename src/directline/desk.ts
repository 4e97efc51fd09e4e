import type { IncomingMessage } from 'node:http';
import type { CountOne } from '../http/rate-limit.ts';
import type { ConversationStore } from '../transcripts/store.ts';
import type { Hub } from './hub.ts';
import type { OpenSession } from './session.ts';
import type { Tokens } from './tokens.ts';
import type { RunTurn } from './turns.ts';

/** What the handlers of Direct Line work with. */
export interface Desk {
  store: Pick<ConversationStore, 'load' | 'read'>;
  tokens: Tokens;
  openSession: OpenSession;
  runTurn: RunTurn;
  hub: Hub;
  count: Record<'token' | 'conversation' | 'message', CountOne>;
  /** Whom a request is counted against. */
  addressOf(request: IncomingMessage): string;
}

import type { IncomingMessage } from 'node:http';
import type { Activity } from 'botbuilder-core';
import type { CountOne } from '../http/rate-limit.ts';
import type { ConversationStore } from '../transcripts/store.ts';
import type { Hub } from './hub.ts';
import type { OpenSession } from './session.ts';
import type { Tokens } from './tokens.ts';

/** The bot as this channel needs it. */
export interface Receiver {
  /**
   * Resolves when the turn is on disk: who gets another answer sends again, and a turn that was done meanwhile is
   * recognised by its id.
   */
  receive(activity: Activity, options?: TurnOptions): Promise<unknown>;
}

interface TurnOptions {
  /** Rejects with a CodedError `CONVERSATION_UNKNOWN` when the conversation has not begun, or was erased. */
  mustExist?: boolean;
}

/** What the handlers of Direct Line work with. */
export interface Desk {
  store: Pick<ConversationStore, 'load' | 'read'>;
  tokens: Tokens;
  openSession: OpenSession;
  bot: Receiver;
  hub: Hub;
  count: Record<'token' | 'conversation' | 'message', CountOne>;
  /** Whom a request is counted against. */
  addressOf(request: IncomingMessage): string;
}

import type { TurnCommit } from '../../src/transcripts/store.ts';

/** A turn in which the visitor asks and the bot answers; `overrides` replace what a test is about. */
export function aTurn(conversationId: string, overrides: Partial<TurnCommit> = {}): TurnCommit {
  return {
    conversationId,
    channel: 'directline',
    userId: 'dl_visitor',
    state: { step: 1 },
    activities: [said('in', 'Bonjour'), said('out', 'Bonjour, comment puis-je vous aider ?')],
    outbox: [],
    facts: { locale: 'fr', topic: 'greeting', zone: 'answer', confidence: 0.9 },
    ...overrides,
  };
}

export const said = (direction: 'in' | 'out', text: string, id?: string) => ({
  direction,
  activity: { type: 'message', text, ...(id !== undefined && { id }) },
});

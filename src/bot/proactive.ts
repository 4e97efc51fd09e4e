import { type Activity, type ConversationReference, TurnContext } from 'botbuilder-core';
import { CodedError } from '../errors.ts';
import { EMBEDDED_SERVICE_URL } from '../http/embedded.ts';
import type { ConversationStore, TurnCommit } from '../transcripts/store.ts';
import type { TurnFacts } from '../transcripts/turn.ts';
import type { Delivery } from './delivery.ts';
import { json, outboxOf, stamp } from './outgoing.ts';
import type { Render } from './turn.ts';
import { unknownConversation } from './unknown-conversation.ts';

export interface Proactive {
  /** The conversation's state after it. */
  state: unknown;
  /** What is said, as dialogs say it: not yet rendered, not yet addressed. */
  activities: Partial<Activity>[];
  facts?: TurnFacts;
}

/**
 * Says something that no message of the visitor has asked for, on whatever channel they are: a reply of the team,
 * the news that somebody took over. Resolves when it is on disk; Direct Line clients see it at once, other channels
 * are delivered to. `change` gets the state and is run again when another turn was quicker.
 * @throws {CodedError} `CONVERSATION_UNKNOWN` when nobody ever wrote in it, or it was erased.
 */
export type SendProactively = (
  conversationId: string,
  change: (state: unknown) => Proactive | Promise<Proactive>,
) => Promise<void>;

interface Parts {
  store: ConversationStore;
  render: Render;
  delivery: Pick<Delivery, 'deliver'>;
}

const ATTEMPTS = 5;

export const createProactive =
  ({ store, render, delivery }: Parts): SendProactively =>
  (conversationId, change) =>
    store.exclusive(conversationId, async () => {
      for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
        const { state, eTag, reference } = await store.load(conversationId);
        if (eTag === undefined || !reference) throw unknownConversation();
        const said = await change(structuredClone(state));
        const commit = commitOf(conversationId, said, reference as ConversationReference, eTag, render);
        const result = await store.commitTurn(commit);
        if (result.status === 'committed') return delivery.deliver(outboxOf(commit, result));
      }
      throw new CodedError('STALE', 'The conversation kept changing meanwhile.', 'Send the message again.');
    });

function commitOf(
  conversationId: string,
  { state, activities, facts = {} }: Proactive,
  reference: ConversationReference,
  eTag: string,
  render: Render,
): TurnCommit {
  const outgoing = activities
    .map((activity) => unasked(activity, reference))
    .flatMap(render)
    .map(stamp);
  const fetched = reference.serviceUrl === EMBEDDED_SERVICE_URL;
  return {
    conversationId,
    channel: reference.channelId,
    userId: reference.user?.id ?? '',
    eTag,
    state,
    activities: outgoing.map((activity) => ({ direction: 'out', activity: json(activity) })),
    outbox: fetched ? [] : outgoing.flatMap(({ id }) => (id ? [id] : [])),
    reference,
    facts,
  };
}

/** Addressed to the conversation, but no answer to the message that the reference was taken from. */
function unasked(activity: Partial<Activity>, reference: ConversationReference): Partial<Activity> {
  const { replyToId: _answered, ...addressed } = TurnContext.applyConversationReference(
    { ...activity },
    reference,
  );
  return addressed;
}

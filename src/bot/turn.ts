import { randomUUID } from 'node:crypto';
import { type Activity, ActivityTypes, DeliveryModes, TurnContext } from 'botbuilder-core';
import type { Conversation, Reply } from '../../dialogs/conversation.ts';
import { CodedError } from '../errors.ts';
import { EMBEDDED_SERVICE_URL } from '../http/embedded.ts';
import { requestId } from '../http/request-id.ts';
import type { Logger } from '../log.ts';
import type { NotifyStaff } from '../notifications/handoff-mail.ts';
import type { ConversationStore, OutboxItem, TurnCommit } from '../transcripts/store.ts';
import type { TurnFacts } from '../transcripts/turn.ts';
import { createLastStates } from './last-states.ts';
import { json, outboxOf, stamp } from './outgoing.ts';
import { isUnknownConversation, unknownConversation } from './unknown-conversation.ts';

export type Render = (activity: Partial<Activity>) => Partial<Activity>[];

export interface TurnOptions {
  /** The conversation must have begun and not have been erased; else the turn throws `CONVERSATION_UNKNOWN`. */
  mustExist?: boolean;
}

export interface TurnOutcome {
  status: 'committed' | 'duplicate';
  /** What the turn sends, with the ids under which it was kept; empty for a redelivery. */
  outgoing: Partial<Activity>[];
  /** What of it a channel's connector must still deliver, leased to this process. */
  outbox: OutboxItem[];
}

/** A turn that has ended, for the figures: nothing of what was said. */
export interface TurnSeen {
  channel: string;
  outcome: TurnOutcome['status'] | 'apology' | 'failed';
  seconds: number;
  /** What was committed; absent when nothing was. */
  facts?: TurnFacts;
  handoff?: boolean;
}

interface Parts {
  store: ConversationStore;
  conversation: Conversation;
  render: Render;
  logger: Logger;
  /** Tells the team of a request for a person, once it is on disk. */
  notifyStaff?: NotifyStaff;
  observe?: (turn: TurnSeen) => void;
}

const DUPLICATE: TurnOutcome = { status: 'duplicate', outgoing: [], outbox: [] };

/** How often a turn is run again when another instance changed the state in between. */
const ATTEMPTS = 5;

/**
 * One turn: wait for the conversation's turn, run with the replies held back, commit the state, what came in
 * and what goes out at once. Nothing is delivered here: a reply is never shown before it is on disk.
 * A turn that throws commits the visitor's message and an apology, with the state as it was before.
 */
export function createTurn({ store, conversation, render, logger, notifyStaff, observe }: Parts) {
  const lastStates = createLastStates();
  /** The line of a turn has the fields that `tell` names, none of them a visitor's words: looking for what to blank takes longer than writing it. */
  const lines = logger.child({}, { redact: { paths: [] } });

  return async function takeTurn(context: TurnContext, options: TurnOptions = {}): Promise<TurnOutcome> {
    const started = performance.now();
    let seen: Pick<TurnSeen, 'outcome' | 'facts' | 'handoff'> | undefined = { outcome: 'failed' };
    try {
      const { reply, ...outcome } = await commitOnce(context, options);
      seen = {
        outcome: reply?.facts.reference ? 'apology' : outcome.status,
        facts: reply?.facts,
        handoff: reply?.handoff !== undefined,
      };
      return outcome;
    } catch (error) {
      // Nothing was to be kept: the client is told that the talk has ended.
      if (isUnknownConversation(error)) seen = undefined;
      throw error;
    } finally {
      if (seen) tell(context.activity, { ...seen, seconds: (performance.now() - started) / 1000 });
    }
  };

  async function commitOnce(
    context: TurnContext,
    { mustExist }: TurnOptions,
  ): Promise<TurnOutcome & { reply?: Reply }> {
    const incoming = context.activity;
    const { id: conversationId } = incoming.conversation;
    const replies = holdBackReplies(context);
    return store.exclusive(conversationId, async () => {
      for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
        const own = lastStates.take(conversationId);
        const loaded = own ?? (await store.load(conversationId));
        if (mustExist && loaded.eTag === undefined) throw unknownConversation();
        const reply = await respond(context, replies, loaded.state, own !== undefined);
        const outgoing = replies.flatMap(render).map(stamp);
        const commit = commitOf(incoming, outgoing, reply, loaded.eTag);
        if (reply.erase) {
          // A redelivery erases nothing: the turn is kept, and known by its id, before everything goes.
          const asked = await store.commitTurn({ ...commit, eTag: loaded.eTag, activities: [], outbox: [] });
          if (asked.status === 'duplicate') return DUPLICATE;
          if (asked.status === 'stale') continue;
          await store.erase({ conversationId }, 'visitor');
        }
        const result = await store.commitTurn(commit);
        if (result.status === 'committed') {
          if (!reply.erase) lastStates.keep(conversationId, { state: reply.state, eTag: result.eTag });
          // The mail is not waited for: the request is kept, and the visitor is told so now.
          if (reply.handoff) void notifyStaff?.(reply.handoff);
          return { status: 'committed', outgoing, outbox: outboxOf(commit, result), reply };
        }
        if (result.status === 'duplicate') return DUPLICATE;
      }
      throw new CodedError(
        'STALE',
        'The conversation kept changing while the turn ran.',
        'Send the message again.',
      );
    });
  }

  /** One line a turn: from the request's id to the conversation, and to the reference of an apology. */
  function tell({ channelId, conversation: { id } }: Activity, seen: Omit<TurnSeen, 'channel'>): void {
    const { outcome, seconds, facts } = seen;
    const { topic, zone, reference } = facts ?? {};
    lines.info(
      {
        requestId: requestId(),
        conversationId: id,
        channel: channelId,
        outcome,
        seconds,
        topic,
        zone,
        reference,
      },
      'turn',
    );
    observe?.({ channel: channelId, ...seen });
  }

  /**
   * Leaves in `replies` what this answer says and nothing of one before it. `state` is the turn's to change; after a
   * fault it is read again as it was before, and what was said until then is taken back.
   */
  async function respond(
    context: TurnContext,
    replies: Partial<Activity>[],
    state: unknown,
    isOwn: boolean,
  ): Promise<Reply> {
    replies.length = 0;
    try {
      return await conversation.respond(context, state, isOwn);
    } catch (error) {
      const reference = randomUUID().slice(0, 8);
      logger.error(
        { requestId: requestId(), reference, err: error },
        'a turn failed; the visitor gets an apology with this reference',
      );
      const before = await store.load(context.activity.conversation.id);
      replies.length = 0;
      return conversation.apologise(context, before.state, reference);
    }
  }
}

/** Keeps what the dialogs send instead of delivering it. */
function holdBackReplies(context: TurnContext): Partial<Activity>[] {
  const replies: Partial<Activity>[] = [];
  context.onSendActivities(async (_context, activities, next) => {
    const held = activities.filter(({ type }) => type !== ActivityTypes.InvokeResponse);
    replies.push(...held);
    // An invoke's answer belongs to the request itself and is no part of the conversation.
    if (held.length < activities.length) return next();
    return held.map(() => ({ id: '' }));
  });
  return replies;
}

function commitOf(
  incoming: Activity,
  outgoing: Partial<Activity>[],
  reply: Reply,
  eTag: string | undefined,
): TurnCommit {
  // Direct Line clients read the log itself, by sequence number; who expects replies gets them with the answer.
  const fetched =
    incoming.serviceUrl === EMBEDDED_SERVICE_URL || incoming.deliveryMode === DeliveryModes.ExpectReplies;
  return {
    conversationId: incoming.conversation.id,
    channel: incoming.channelId,
    userId: incoming.from.id,
    dedupeId: incoming.id,
    // An erased conversation begins anew, with the confirmation as its first activity.
    ...(!reply.erase && { eTag }),
    state: reply.state,
    activities: [
      ...(isKept(incoming) && !reply.erase ? [{ direction: 'in' as const, activity: json(incoming) }] : []),
      ...outgoing.map((activity) => ({ direction: 'out' as const, activity: json(activity) })),
    ],
    outbox: fetched ? [] : outgoing.flatMap(({ id }) => (id ? [id] : [])),
    reference: TurnContext.getConversationReference(incoming),
    facts: reply.facts,
    ...(reply.handoff && { handoff: reply.handoff }),
  };
}

/** Arrivals and departures open and close a talk, they are no part of it. */
const isKept = ({ type }: Activity): boolean =>
  type === ActivityTypes.Message || type === ActivityTypes.Event;

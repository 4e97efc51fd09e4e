import type { Activity, ConversationReference } from 'botbuilder-core';
import { z } from 'zod';
import type { Authentication } from './authentication.ts';
import { DeliveryError, laterError } from './delivery-error.ts';
import type { Hosts } from './delivery-hosts.ts';

/** Hands a message to its channel; throws a `DeliveryError` when the channel does not take it. */
export type Send = (reference: unknown, activity: Partial<Activity>) => Promise<void>;

/** What of a kept conversation reference a delivery needs. */
const Reference = z.looseObject({
  serviceUrl: z.string().min(1),
  conversation: z.looseObject({ id: z.string().min(1) }),
  bot: z.looseObject({ id: z.string() }).optional(),
  user: z.looseObject({ id: z.string() }).optional(),
});

/** Longer than the connector's own time-out: a token may have to be fetched first. */
const DEADLINE_MS = 15_000;

/** Sends over the connector of Azure Bot Service. */
export function createSend(authentication: Authentication, hosts: Hosts): Send {
  return async (kept, activity) => {
    if (!Reference.safeParse(kept).success) throw new DeliveryError('refused', 'no-reference');
    const reference = kept as ConversationReference;
    const { serviceUrl, conversation } = reference;
    try {
      hosts.check(serviceUrl);
      const connector = await authentication.connectorTo(serviceUrl);
      const message = addressed(activity, reference);
      const sending = message.replyToId
        ? connector.conversations.replyToActivity(conversation.id, message.replyToId, message)
        : connector.conversations.sendToConversation(conversation.id, message);
      await inTime(sending);
    } catch (error) {
      throw asDeliveryError(error);
    }
  };
}

/** The activity as the channel takes it: to whom and from whom are the reference's; our own id means nothing there. */
function addressed(
  activity: Partial<Activity>,
  reference: Partial<ConversationReference>,
): Partial<Activity> {
  const { id: _ours, timestamp: _kept, ...shown } = activity;
  return {
    ...shown,
    conversation: reference.conversation,
    from: reference.bot,
    recipient: reference.user,
  };
}

function asDeliveryError(error: unknown): DeliveryError {
  if (error instanceof DeliveryError) return error;
  const { code, name } = error as { code?: unknown; name?: string };
  if (code === 'HOST_REFUSED') return new DeliveryError('refused', 'host-refused');
  // A token that cannot be had, for one: it may be had later.
  return laterError(String(code ?? name), { cause: error });
}

async function inTime(work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(laterError('deadline')), DEADLINE_MS);
  });
  try {
    await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

import { type Activity, ActivityTypes, DeliveryModes, TurnContext } from 'botbuilder-core';
import type { Request } from 'restify';
import { readIncoming } from '../channels/channels.ts';
import { CodedError } from '../errors.ts';
import { sendJson } from '../http/answer.ts';
import { clientAddress } from '../http/client-address.ts';
import { HttpError, retryLater } from '../http/http-error.ts';
import { LIMITS } from '../http/limits.ts';
import { refuseStrangers } from '../http/loopback.ts';
import { createFaultLimit, createRateLimit } from '../http/rate-limit.ts';
import type { Route } from '../http/route.ts';
import type { Authentication } from './authentication.ts';
import type { Bot } from './bot.ts';
import type { Delivery } from './delivery.ts';
import type { Send } from './delivery-connector.ts';
import type { Hosts } from './delivery-hosts.ts';
import { readChannelActivity } from './messages-activity.ts';

export interface MessagesParts {
  authentication: Authentication;
  hosts: Hosts;
  bot: Pick<Bot, 'receive'>;
  delivery: Pick<Delivery, 'deliver'>;
  send: Send;
  /** Nothing is signed: only programs on this machine are heard. */
  loopbackOnly: boolean;
  trustProxy: boolean;
}

/** A turn that takes longer than this shows that the bot is at work. */
const TYPING_AFTER_MS = 1_000;

/** `POST /api/messages`: what Azure Bot Service brings from Teams, Messenger and others. */
export function messagesRoute(parts: MessagesParts): Route {
  const { authentication, hosts, bot, delivery, send, loopbackOnly, trustProxy } = parts;
  const forgeries = createFaultLimit(LIMITS.forgeriesPerAddress);
  const countMessage = createRateLimit(LIMITS.messagesPerConversation);

  return {
    method: 'POST',
    path: '/api/messages',
    body: 'json',
    async handle(request, response) {
      if (loopbackOnly) refuseStrangers(request);
      const activity = readChannelActivity(request.body);
      refuseUnknownHost(activity);
      await authenticate(request, activity);
      countMessage(activity.conversation.id);
      const reading = readIncoming(activity);
      if (reading.kind === 'ignore') return sendJson(response, 200, {});
      if (reading.kind === 'answer') return sendJson(response, 200, reading.body);
      const outcome = await runTurn(reading.activity);
      if (activity.deliveryMode === DeliveryModes.ExpectReplies)
        return sendJson(response, 200, { activities: outcome.outgoing });
      delivery.deliver(outcome.outbox);
      sendJson(response, 200, {});
    },
  };

  function refuseUnknownHost({ serviceUrl }: Activity): void {
    try {
      hosts.check(serviceUrl);
    } catch {
      throw new HttpError(403, 'Forbidden', 'The service address is not one of a known channel.');
    }
  }

  async function authenticate(request: Request, activity: Activity): Promise<void> {
    const address = clientAddress(request, trustProxy);
    forgeries.mayTry(address);
    try {
      await authentication.authenticate(activity, request.headers.authorization ?? '');
    } catch (error) {
      if (error instanceof HttpError && error.status === 401) forgeries.count(address);
      throw error;
    }
  }

  async function runTurn(activity: Activity) {
    const typing = setTimeout(() => void showTyping(activity), TYPING_AFTER_MS);
    try {
      return await bot.receive(activity);
    } catch (error) {
      // The store is busy or full for the moment; Azure shows the person that the message did not get through.
      if (error instanceof CodedError)
        throw retryLater(503, 'Busy', 'The message could not be kept. Try again.', 5);
      throw error;
    } finally {
      clearTimeout(typing);
    }
  }

  /** Kept nowhere, and no loss when it fails. Messenger shows none. */
  async function showTyping(activity: Activity): Promise<void> {
    if (activity.channelId !== 'msteams' || activity.deliveryMode === DeliveryModes.ExpectReplies) return;
    const reference = TurnContext.getConversationReference(activity);
    await send(reference, { type: ActivityTypes.Typing }).catch(() => undefined);
  }
}

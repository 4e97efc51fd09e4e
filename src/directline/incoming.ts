import { randomUUID } from 'node:crypto';
import type { Activity } from 'botbuilder-core';
import { z } from 'zod';
import { HttpError } from '../http/http-error.ts';
import { fromVisitor } from './activity.ts';
import { digestId } from './ids.ts';
import { languageTag } from './language-tag.ts';
import type { Visit } from './tokens.ts';

/** Characters of JSON that a button's value or the channel data may have; Teams and Messenger allow less. */
const FREE_JSON = 16 * 1024;

const small = (value: unknown) => JSON.stringify(value).length <= FREE_JSON;
const tooLong = `must be at most ${FREE_JSON} characters of JSON`;

export const ChannelData = z.record(z.string(), z.unknown()).refine(small, tooLong);

const clientTime = z.coerce.date().optional().catch(undefined);

/** What every activity of a client may carry. Anything else that it says, who it is from included, is dropped. */
const shared = {
  locale: z.string().transform(languageTag).optional(),
  localTimestamp: clientTime,
  localTimezone: z
    .string()
    .regex(/^[A-Za-z0-9_+/-]{1,64}$/)
    .optional()
    .catch(undefined),
  channelData: z
    .looseObject({ clientActivityID: z.string().min(1).max(200).optional() })
    .refine(small, tooLong)
    .optional(),
  value: z
    .unknown()
    .refine((value) => value === undefined || small(value), tooLong)
    .optional(),
};

/** Events by which the parts of a bot talk among themselves; a visitor must not be able to forge one. */
const INTERNAL_EVENTS = /^(handoff\.|tokens\/|continueconversation$|createconversation$)/i;

const Message = z.object({
  ...shared,
  type: z.literal('message'),
  text: z.string().optional(),
  textFormat: z.enum(['plain', 'markdown', 'xml']).optional().catch(undefined),
  // Files themselves are neither read nor kept: the dialogs say so, and need to know only that there was one.
  attachments: z
    .array(z.object({ contentType: z.string().max(200), name: z.string().max(200).optional() }))
    .max(10)
    .optional(),
});

const Event = z.object({
  ...shared,
  type: z.literal('event'),
  name: z
    .string()
    .min(1)
    .max(100)
    .refine((name) => !INTERNAL_EVENTS.test(name), 'is a name that clients may not use'),
});

const EndOfConversation = z.object({ ...shared, type: z.literal('endOfConversation') });

/** Taken politely, but no part of the talk. */
const Typing = z.object({ type: z.literal('typing') });
const Reaction = z.object({ type: z.literal('messageReaction') });

const Incoming = z.discriminatedUnion('type', [Message, Event, EndOfConversation, Typing, Reaction]);

/**
 * A client's activity as the bot takes it; with `clientActivityID` a resend gets the same id as the first time.
 * `undefined` for what needs no turn.
 * @throws {HttpError} 400 `BadArgument`, naming the field.
 */
export function readActivity(visit: Visit, body: unknown): Activity | undefined {
  const parsed = Incoming.safeParse(body);
  if (!parsed.success) throw badArgument(parsed.error);
  const activity = parsed.data;
  if (activity.type === 'typing' || activity.type === 'messageReaction') return undefined;
  const resendId = activity.channelData?.clientActivityID;
  const id = resendId === undefined ? randomUUID() : digestId(visit.conversationId, resendId);
  return fromVisitor(visit, { ...activity, id });
}

export function badArgument(error: z.ZodError): HttpError {
  const [issue] = error.issues;
  const field = issue?.path.join('.').slice(0, 100) || 'body';
  return new HttpError(400, 'BadArgument', `${field}: ${issue?.message.slice(0, 200)}`);
}

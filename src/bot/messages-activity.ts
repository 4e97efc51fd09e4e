import type { Activity } from 'botbuilder-core';
import { z } from 'zod';
import { HttpError } from '../http/http-error.ts';

const id = z.string().min(1).max(1_000);
const words = z.string().max(100_000);
const account = z.looseObject({
  id,
  name: z.string().max(1_000).nullish(),
  role: z.string().max(100).nullish(),
});
const time = z.coerce.date().optional().catch(undefined);
const entity = z.looseObject({ type: z.string().max(200) });

/**
 * What a channel may send. What the bot does not read is dropped; what it reads has the type it says, so that nothing
 * behind this has to ask. `AseChannel` would take another way through the SDK's authentication, and the embedded
 * Direct Line's own name is not for others to use.
 */
const ChannelActivity = z.object({
  type: z.string().min(1).max(100),
  id: id.optional(),
  timestamp: time,
  localTimestamp: time,
  localTimezone: z.string().max(100).optional().catch(undefined),
  serviceUrl: z.string().min(1).max(2_000),
  channelId: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,49}$/)
    .refine((name) => name !== 'directline', 'is served by this program itself'),
  conversation: account.extend({
    isGroup: z.boolean().nullish(),
    conversationType: z.string().max(100).nullish(),
    tenantId: z.string().max(200).nullish(),
  }),
  from: account,
  recipient: account,
  text: words.nullish().transform((text) => text ?? undefined),
  textFormat: z.string().max(50).optional().catch(undefined),
  locale: z.string().max(50).optional().catch(undefined),
  name: z.string().max(500).nullish(),
  action: z.string().max(200).nullish(),
  replyToId: id.nullish().catch(undefined),
  deliveryMode: z.string().max(50).nullish(),
  membersAdded: z
    .array(account)
    .max(1_000)
    .nullish()
    .transform((members) => members ?? undefined),
  entities: z
    .array(entity)
    .max(250)
    .nullish()
    .transform((entities) => entities ?? undefined),
  // Files are neither read nor kept; that there was one is all the dialogs need to know.
  attachments: z
    .array(
      z.object({ contentType: z.string().max(500), name: z.string().max(1_000).optional().catch(undefined) }),
    )
    .max(250)
    .nullish()
    .transform((attachments) => attachments ?? undefined),
  channelData: z
    .looseObject({})
    .nullish()
    .transform((data) => data ?? undefined),
  value: z.unknown().optional(),
});

/**
 * A channel's activity in the shape that the bot relies on.
 * @throws {HttpError} 400, naming the field.
 */
export function readChannelActivity(body: unknown): Activity {
  const parsed = ChannelActivity.safeParse(body);
  if (parsed.success) return parsed.data as unknown as Activity;
  const [issue] = parsed.error.issues;
  const field = issue?.path.map(String).join('.').slice(0, 100) || 'body';
  throw new HttpError(400, 'BadArgument', `${field}: ${issue?.message.slice(0, 200)}`);
}

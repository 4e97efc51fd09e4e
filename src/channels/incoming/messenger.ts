import { type Activity, ActivityTypes } from 'botbuilder-core';
import { z } from 'zod';
import { arrival, IGNORE, isOwn, type Reading, turn } from './reading.ts';

const pressed = z.object({ payload: z.string().min(1) });

/** What Facebook itself says, as Azure passes it on beside the activity; anything unexpected counts as absent. */
const FromFacebook = z
  .object({
    message: z
      .object({
        is_echo: z.boolean().optional().catch(undefined),
        quick_reply: pressed.optional().catch(undefined),
      })
      .optional()
      .catch(undefined),
    is_echo: z.boolean().optional().catch(undefined),
    postback: pressed.optional().catch(undefined),
    optin: z.looseObject({}).optional().catch(undefined),
    referral: z.looseObject({}).optional().catch(undefined),
  })
  .catch({});

/** What the "Get started" button sends, by Facebook's own habit. */
const GET_STARTED = /^get[_ ]?started$/i;

/**
 * What came in from Messenger, whatever the kind of its activity: quick replies and buttons say what they stand for,
 * opt-ins and links open the talk, what the page itself says is not heard.
 */
export function readMessenger(activity: Activity): Reading {
  const { message, postback, optin, referral, is_echo } = FromFacebook.parse(activity.channelData ?? {});
  if (is_echo || message?.is_echo || isOwn(activity)) return IGNORE;
  if (postback && GET_STARTED.test(postback.payload)) return arrival(activity);
  const said = message?.quick_reply?.payload ?? postback?.payload;
  if (said) return turn({ ...activity, type: ActivityTypes.Message, text: said } as Activity);
  if (optin || referral) return arrival(activity);
  if (activity.type === ActivityTypes.Message) return turn(activity);
  const joined = activity.membersAdded?.some(({ id }) => id !== activity.recipient?.id);
  return activity.type === ActivityTypes.ConversationUpdate && joined ? arrival(activity) : IGNORE;
}

import { type Activity, ActivityTypes } from 'botbuilder-core';
import { arrival, IGNORE, isOwn, type Reading, saidByPress, turn } from './reading.ts';

/** What came in from a channel that we know nothing of: messages, and people who join. */
export function readPlain(activity: Activity): Reading {
  switch (activity.type) {
    case ActivityTypes.Message:
      return isOwn(activity)
        ? IGNORE
        : turn({ ...activity, text: activity.text || saidByPress(activity.value) } as Activity);
    case ActivityTypes.ConversationUpdate:
      return activity.membersAdded?.some(({ id }) => id !== activity.recipient?.id)
        ? arrival(activity)
        : IGNORE;
    case ActivityTypes.Invoke:
      return { kind: 'answer', body: {} };
    default:
      return IGNORE;
  }
}

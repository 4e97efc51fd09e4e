import type { Activity } from 'botbuilder-core';
import { EMBEDDED_SERVICE_URL } from '../http/embedded.ts';
import type { ActivityJson, StoredActivity } from '../transcripts/turn.ts';
import type { Visit } from './tokens.ts';

const CHANNEL = 'directline';

const BOT = { id: 'passerelle', name: 'Passerelle', role: 'bot' } as const;

/** An activity of a visitor as the bot gets it: who, where and when are ours to say, not the client's. */
export function fromVisitor(
  { conversationId, userId }: Visit,
  activity: Partial<Activity> & { type: string; id: string },
): Activity {
  return {
    ...activity,
    timestamp: new Date(),
    channelId: CHANNEL,
    serviceUrl: EMBEDDED_SERVICE_URL,
    conversation: { id: conversationId, isGroup: false, name: '', conversationType: '' },
    from: { id: userId, name: '', role: 'user' },
    recipient: BOT,
  } as Activity;
}

/** An activity of the log as clients see it. */
export function toClient(conversationId: string, { direction, activity }: StoredActivity): ActivityJson {
  const { serviceUrl: _ours, recipient: _known, callerId: _internal, ...shown } = activity;
  return {
    ...shown,
    channelId: CHANNEL,
    conversation: { id: conversationId },
    from: direction === 'out' ? BOT : { ...(activity.from as object), role: 'user' },
  };
}

/** The bot is at work: shown by clients for a moment, kept nowhere. */
export const typing = (conversationId: string): ActivityJson => ({
  type: 'typing',
  timestamp: new Date().toISOString(),
  channelId: CHANNEL,
  conversation: { id: conversationId },
  from: BOT,
});

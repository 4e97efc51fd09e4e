import { type Activity, ActivityTypes, Channels } from 'botbuilder-core';
import type { I18n } from '../i18n.ts';
import { readMessenger } from './incoming/messenger.ts';
import { readPlain } from './incoming/plain.ts';
import type { Reading } from './incoming/reading.ts';
import { readTeams } from './incoming/teams.ts';
import { renderMessenger } from './messenger.ts';
import { renderPlain } from './plain.ts';
import { renderTeams } from './teams.ts';
import { localeOf, type Voice } from './told.ts';
import { renderWeb } from './web.ts';

type Renderer = (activity: Partial<Activity>, voice: Voice) => Partial<Activity>[];

/** Channels that show buttons, and how. Any other gets plain text with numbered choices. */
const RENDERERS: Record<string, Renderer> = {
  [Channels.Directline]: renderWeb,
  [Channels.Webchat]: renderWeb,
  [Channels.Emulator]: renderWeb,
  [Channels.Msteams]: renderTeams,
  [Channels.Facebook]: renderMessenger,
};

const rendererOf = (channelId: string | undefined): Renderer =>
  (Object.hasOwn(RENDERERS, channelId ?? '') && RENDERERS[channelId ?? '']) || renderPlain;

/** On channels without buttons a bare number names one of the choices shown last. */
export const numbersChoices = (channelId: string): boolean => rendererOf(channelId) === renderPlain;

/** Channels that refuse what is neither a message nor typing; an event for the team's own systems stays away. */
const MESSAGES_ONLY = new Set<string | undefined>([Channels.Msteams, Channels.Facebook]);

/**
 * What the channel that an activity goes to (`channelId`) shows of it: one message or several, within its limits.
 * No word is lost on the way.
 */
export const createRender =
  (i18n: I18n) =>
  (activity: Partial<Activity>): Partial<Activity>[] => {
    if (activity.type !== ActivityTypes.Message)
      return activity.type === ActivityTypes.Event && MESSAGES_ONLY.has(activity.channelId) ? [] : [activity];
    const locale = localeOf(activity.locale);
    return rendererOf(activity.channelId)(activity, { t: i18n[locale], locale });
  };

/** What an activity that came in over a channel means to the bot: a turn in the one form that dialogs know, or none. */
export function readIncoming(activity: Activity): Reading {
  switch (activity.channelId) {
    case Channels.Msteams:
      return readTeams(activity);
    case Channels.Facebook:
      return readMessenger(activity);
    default:
      return readPlain(activity);
  }
}

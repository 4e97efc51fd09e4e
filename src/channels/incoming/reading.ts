import { type Activity, ActivityTypes } from 'botbuilder-core';
import { z } from 'zod';

/** What a channel's activity comes down to for the bot. */
export type Reading =
  /** A message or an arrival in the form that the dialogs know, whatever the channel. */
  | { kind: 'turn'; activity: Activity }
  /** A request of the client that wants an answer at once and is no part of the talk. */
  | { kind: 'answer'; body: object }
  | { kind: 'ignore' };

export const IGNORE: Reading = { kind: 'ignore' };

export const turn = (activity: Activity): Reading => ({ kind: 'turn', activity });

/** Somebody has come in and is to be greeted; the dialogs greet once, however often this is said. */
export const arrival = ({ text: _text, ...activity }: Activity): Reading =>
  turn({
    ...activity,
    type: ActivityTypes.ConversationUpdate,
    membersAdded: [activity.from],
  } as Activity);

/** What the bot itself has said and the channel tells it. */
export const isOwn = ({ from, recipient }: Activity): boolean =>
  from.id === recipient?.id || from.role === 'bot';

const words = z.string().max(1_000).optional().catch(undefined);
const Data = z
  .object({ says: words, msteams: z.object({ value: words, text: words }).optional().catch(undefined) })
  .catch({});

/**
 * What a card's button says, from clients that send its data as the value of a message instead of saying it.
 * Empty when it does not tell.
 */
export function saidByPress(value: unknown): string {
  if (typeof value === 'string') return value;
  const { says, msteams } = Data.parse(value);
  return says ?? msteams?.value ?? msteams?.text ?? '';
}

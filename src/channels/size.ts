import type { Activity, Attachment } from 'botbuilder-core';
import type { ChannelLimits } from './limits.ts';
import { bytesOf, spread } from './messages.ts';
import { isCard, readCard, readReply } from './reply.ts';
import { splitText } from './text.ts';
import { cardAsText, choicesAsText, type Voice } from './told.ts';

/**
 * A message that is too large for its channel, as several: its text in pieces, then each attachment by itself.
 * A card that is too large even alone becomes text, and so do choices. What fits is given back as it is.
 */
export function withinSize(
  activity: Partial<Activity>,
  limits: ChannelLimits,
  voice: Voice,
): Partial<Activity>[] {
  const { text = '', attachments = [], suggestedActions } = activity;
  if (bytesOf(activity) <= limits.activityBytes && text.length <= limits.text) return [activity];
  const tooLarge = (shown: Partial<Activity>) =>
    bytesOf({ ...activity, text: '', attachments: [], suggestedActions: undefined, ...shown }) >
    limits.activityBytes;
  const bubbles = (words: string): Partial<Activity>[] =>
    splitText(words, limits.text, limits.longestText).map((piece) => ({ text: piece }));
  const shown: Partial<Activity>[] = [
    ...bubbles(text),
    ...attachments.flatMap((attachment: Attachment) =>
      isCard(attachment) && tooLarge({ attachments: [attachment] })
        ? bubbles(cardAsText(voice, readCard(attachment)))
        : [{ attachments: [attachment] }],
    ),
  ];
  if (!suggestedActions) return spread(activity, shown);
  if (tooLarge({ suggestedActions }))
    return spread(activity, [...shown, ...bubbles(choicesAsText(voice, readReply(activity).choices))]);
  const last = shown.at(-1) ?? {};
  return spread(activity, [...shown.slice(0, -1), { ...last, suggestedActions }]);
}

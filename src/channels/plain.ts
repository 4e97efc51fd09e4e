import { type Activity, TextFormatTypes } from 'botbuilder-core';
import { PLAIN } from './limits.ts';
import { spread } from './messages.ts';
import { readReply } from './reply.ts';
import { packText, withoutMarkdown } from './text.ts';
import { cardAsText, choicesAsText, sourcesAsText, type Voice } from './told.ts';

/** A channel that we know nothing of: text alone, choices numbered. */
export function renderPlain(activity: Partial<Activity>, voice: Voice): Partial<Activity>[] {
  const { text, cards, files, choices, sources } = readReply(activity);
  const parts = [
    text,
    ...cards.map((card) => cardAsText(voice, card)),
    sourcesAsText(voice, sources),
    choicesAsText(voice, choices),
  ].map(withoutMarkdown);
  return spread(activity, [
    ...packText(parts, PLAIN.text, PLAIN.longestText).map((piece) => ({
      text: piece,
      textFormat: TextFormatTypes.Plain,
    })),
    ...files.map((file) => ({ attachments: [file] })),
  ]);
}

import { type Attachment, CardFactory } from 'botbuilder-core';
import type { Button } from './button.ts';
import { chunks } from './chunks.ts';
import { TEAMS } from './limits.ts';
import { ADAPTIVE, type Card, readCard } from './reply.ts';
import { parted } from './teams-text.ts';

/** Every card as an Adaptive Card: Teams cuts the titles of hero cards, and the lines of these wrap. */
export function teamsCard(attachment: Attachment): Attachment[] {
  const card = readCard(attachment);
  if (cardIsEmpty(card)) return [];
  return [
    attachment.contentType === ADAPTIVE
      ? safeCard(attachment, card)
      : adaptive(bodyOf(card), card.buttons, card),
  ];
}

const cardIsEmpty = ({ title, subtitle, text, buttons }: Card): boolean =>
  ![title, subtitle, text].some((words) => words?.trim()) && buttons.length === 0;

/** An Adaptive Card in a version that Teams renders, with words for clients that render none. */
function safeCard(attachment: Attachment, card: Card): Attachment {
  const { version, fallbackText, ...content } = attachment.content as {
    version?: string;
    fallbackText?: string;
    body?: unknown;
  };
  const isTooNew = !version || Number(version) > Number(TEAMS.cardVersion);
  return CardFactory.adaptiveCard({
    ...content,
    version: isTooNew ? TEAMS.cardVersion : version,
    ...(hasTable(content) && { msteams: { width: 'Full' } }),
    fallbackText: fallbackText || card.text || card.buttons.map(({ title }) => title).join('\n'),
  });
}

/** A table in a card of the usual width would part its words. */
const hasTable = ({ body }: { body?: unknown }): boolean =>
  Array.isArray(body) && body.some((part) => part?.type === 'Table');

/** Choices as a card of nothing but buttons. */
export const buttonsCard = (buttons: Button[]): Attachment => adaptive([], buttons, { buttons });

function bodyOf({ title, subtitle, text }: Card) {
  const block = (words: string, style: object) => ({ type: 'TextBlock', text: words, wrap: true, ...style });
  return [
    ...(title ? [block(asTitle(title), { weight: 'Bolder', size: 'Medium', style: 'heading' })] : []),
    ...(subtitle ? [block(subtitle, { isSubtle: true, spacing: 'None' })] : []),
    // Paragraphs of one block stand without a gap.
    ...parted(text ?? '')
      .split('\n\n')
      .filter((paragraph) => paragraph.trim() !== '')
      .map((paragraph) => block(paragraph, {})),
  ];
}

/** A title that begins with a number is no list; the space that joins the two keeps markdown from making it one. */
const asTitle = (title: string): string => title.replace(/^(\d+)\. /, '$1.\u00a0');

function adaptive(body: object[], buttons: Button[], { title, subtitle, text }: Card): Attachment {
  const words = [title, subtitle, text].filter(Boolean);
  return CardFactory.adaptiveCard({
    type: 'AdaptiveCard',
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    version: TEAMS.cardVersion,
    fallbackText: [...words, ...buttons.map((button) => button.title)].join('\n'),
    ...(words.length > 0 && { speak: words.join('. ') }),
    body: [
      ...body,
      ...chunks(buttons, TEAMS.actionsInRow).map((row) => ({ type: 'ActionSet', actions: row.map(action) })),
    ],
  });
}

/**
 * `imBack`: the press shows as a message of the visitor, and arrives as one. A client that does not know it sends the
 * data alone, from which Teams takes its own part away; what is said stands beside it.
 */
const action = ({ does, title, value }: Button) =>
  does === 'open'
    ? { type: 'Action.OpenUrl', title, url: value }
    : { type: 'Action.Submit', title, data: { says: value, msteams: { type: 'imBack', value } } };

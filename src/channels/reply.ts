import { ActionTypes, type Activity, type Attachment, type CardAction } from 'botbuilder';
import { linesOf } from './adaptive-card.ts';

/** A button, of whatever kind of card: it says something for the visitor or opens an address. */
export interface Button {
  does: 'say' | 'open';
  title: string;
  /** The same in few characters, written by people for channels that cut longer titles. */
  short?: string;
  /** What it says, or the address. */
  value: string;
}

/** A card, of whatever kind, as any channel can show it. */
export interface Card {
  title?: string;
  subtitle?: string;
  text?: string;
  buttons: Button[];
}

/** What a reply says, apart from how a channel shows it. */
export interface Reply {
  text: string;
  cards: Card[];
  /** Attachments that are no cards: pictures, files. */
  files: Attachment[];
  choices: Button[];
  sources: Source[];
}

export interface Source {
  name: string;
  url?: string;
  abstract?: string;
}

const HERO = /^application\/vnd\.microsoft\.card\.(hero|thumbnail)$/;
export const ADAPTIVE = 'application/vnd.microsoft.card.adaptive';

export const isCard = ({ contentType }: Attachment): boolean =>
  contentType === ADAPTIVE || HERO.test(contentType);

export function readReply({ text, attachments = [], suggestedActions, entities }: Partial<Activity>): Reply {
  return {
    text: text ?? '',
    cards: attachments.filter(isCard).map(readCard),
    files: attachments.filter((attachment) => !isCard(attachment)),
    choices: (suggestedActions?.actions ?? []).map(readButton),
    sources: (entities ?? []).flatMap(sourcesOf),
  };
}

interface HeroContent {
  title?: string;
  subtitle?: string;
  text?: string;
  buttons?: CardAction[];
}

export function readCard({ contentType, content }: Attachment): Card {
  if (contentType === ADAPTIVE) {
    const { lines, buttons } = linesOf(content);
    return { text: lines.join('\n'), buttons };
  }
  const { title, subtitle, text, buttons = [] } = (content ?? {}) as HeroContent;
  return { title, subtitle, text, buttons: buttons.map(readButton) };
}

export function readButton({ type, title, value, channelData }: CardAction): Button {
  const { short } = (channelData ?? {}) as { short?: string };
  return {
    does: type === ActionTypes.OpenUrl ? 'open' : 'say',
    title: title || String(value ?? ''),
    ...(short && { short }),
    value: typeof value === 'string' && value !== '' ? value : title,
  };
}

interface Claim {
  appearance?: { name?: string; url?: string; abstract?: string };
}

/** The sources of an answer, out of its schema.org entity (`dialogs/citation.ts`). */
function sourcesOf(entity: { type: string; citation?: Claim[] }): Source[] {
  return (entity.citation ?? []).flatMap(({ appearance }) =>
    appearance?.name ? [{ ...appearance, name: appearance.name }] : [],
  );
}

/** What is shown of a button where space is short. */
export const shortTitle = ({ title, short }: Button): string => short ?? title;

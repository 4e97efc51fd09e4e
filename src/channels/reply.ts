import type { Activity, Attachment, CardAction } from 'botbuilder-core';
import { linesOf } from './adaptive-card.ts';
import { type Button, readButton } from './button.ts';

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

/** What the cards of a reply that was kept say, each as text; their buttons ask for something, which is past. */
export const wordsOfCards = (attachments: unknown): string[] =>
  (Array.isArray(attachments) ? (attachments as Attachment[]) : [])
    .filter(isCard)
    .map(readCard)
    .map(({ title, subtitle, text }) => [title, subtitle, text].filter(Boolean).join('\n'));

interface Claim {
  appearance?: { name?: string; url?: string; abstract?: string };
}

/** The sources of an answer, out of its schema.org entity (`dialogs/citation.ts`). */
function sourcesOf(entity: { type: string; citation?: Claim[] }): Source[] {
  return (entity.citation ?? []).flatMap(({ appearance }) =>
    appearance?.name ? [{ ...appearance, name: appearance.name }] : [],
  );
}

import { isLocale, type Locale } from '../../locale.ts';
import type { Activity } from '../talk.ts';
import { type Card, readCard } from './card.ts';
import { safeAddress } from './link.ts';
import { isRecord, listOf, textOf } from './unknown.ts';

/** A button: it says something as the visitor, or opens an address. */
export interface Choice {
  title: string;
  /** What is sent; absent for a link. */
  says?: Activity;
  address?: string;
}

/** An activity of the conversation as the panel shows it. */
export interface Message {
  id: string;
  /** Set by the client that sent it. */
  clientId?: string;
  own: boolean;
  text: string;
  /** The language that the bot wrote it in. */
  locale?: Locale;
  at?: Date;
  choices: Choice[];
  cards: Card[];
  carousel: boolean;
  /** What the answer stands on. */
  sources: { name: string; address?: string }[];
}

/** Reads a message activity once and for all: nothing behind this trusts its form. */
export function readMessage(activity: Activity, server: string): Message {
  const { id = '', text, from, timestamp, channelData, locale } = activity;
  const at = new Date(timestamp ?? Number.NaN);
  return {
    id,
    clientId: textOf(channelData?.clientActivityID) || undefined,
    own: from?.role === 'user',
    text: textOf(text),
    locale: isLocale(locale) ? locale : undefined,
    at: Number.isNaN(at.getTime()) ? undefined : at,
    choices: isRecord(activity.suggestedActions) ? readChoices(activity.suggestedActions.actions) : [],
    cards: listOf(activity.attachments).map((attachment) => readCard(attachment, server)),
    carousel: activity.attachmentLayout === 'carousel',
    sources: listOf(activity.entities).flatMap(readSources),
  };
}

/** Card actions of the Bot Framework; those that a page has no use for (calls, sign-in) are left out. */
export const readChoices = (actions: unknown): Choice[] =>
  listOf(actions)
    .filter(isRecord)
    .flatMap(({ type, title, value, text, displayText }): Choice[] => {
      const label = textOf(title) || textOf(value);
      const message = { type: 'message' };
      switch (type) {
        case 'imBack':
          return [{ title: label, says: { ...message, text: textOf(value) || label } }];
        case 'postBack':
          return [{ title: label, says: { ...message, value, text: textOf(value) || undefined } }];
        case 'messageBack':
          return [
            { title: label, says: { ...message, value, text: textOf(displayText) || textOf(text) || label } },
          ];
        case 'openUrl': {
          const address = safeAddress(value);
          return address ? [{ title: label, address }] : [];
        }
        default:
          return [];
      }
    });

/** The schema.org entity by which bots cite their sources. */
function readSources(entity: unknown): Message['sources'] {
  if (!isRecord(entity) || entity.type !== 'https://schema.org/Message') return [];
  return listOf(entity.citation)
    .map((claim) => (isRecord(claim) ? claim.appearance : undefined))
    .filter(isRecord)
    .map(({ name, url }) => ({ name: textOf(name), address: safeAddress(url) }))
    .filter(({ name }) => name);
}

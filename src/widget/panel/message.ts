import { isLocale, type Locale } from '../../locale.ts';
import type { Activity } from '../talk.ts';
import { type Card, readCard } from './card.ts';
import { type Choice, readChoices } from './choices.ts';
import { safeAddress } from './link.ts';
import { isRecord, listOf, textOf } from './unknown.ts';

/** An activity of the conversation as the panel shows it. */
export interface Message {
  id: string;
  /** Set by the client that sent it. */
  clientId?: string;
  own: boolean;
  /** The person of the team who wrote it, when it was not the bot. */
  author?: string;
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

/** Characters that turn the direction of the text around them: they make names and addresses look like others. */
const TURNING = /[\u202a-\u202e\u2066-\u2069]/g;

/** Reads a message activity once and for all: nothing behind this trusts its form. */
export function readMessage(received: Activity, server: string): Message {
  const activity: Activity = JSON.parse(JSON.stringify(received).replace(TURNING, ''));
  const { id = '', text, from, timestamp, channelData, locale } = activity;
  const entities = listOf(activity.entities)
    .filter(isRecord)
    .filter(({ type }) => type === 'https://schema.org/Message');
  const at = new Date(timestamp ?? Number.NaN);
  return {
    id,
    clientId: textOf(channelData?.clientActivityID) || undefined,
    own: from?.role === 'user',
    author: entities.map(({ author }) => (isRecord(author) ? textOf(author.name) : '')).find(Boolean),
    text: textOf(text),
    locale: isLocale(locale) ? locale : undefined,
    at: Number.isNaN(at.getTime()) ? undefined : at,
    choices: isRecord(activity.suggestedActions) ? readChoices(activity.suggestedActions.actions) : [],
    cards: listOf(activity.attachments).map((attachment) => readCard(attachment, server)),
    carousel: activity.attachmentLayout === 'carousel',
    sources: entities.flatMap(({ citation }) => readSources(citation)),
  };
}

/** The claims of the schema.org entity by which bots cite their sources. */
const readSources = (citation: unknown): Message['sources'] =>
  listOf(citation)
    .map((claim) => (isRecord(claim) ? claim.appearance : undefined))
    .filter(isRecord)
    .map(({ name, url }) => ({ name: textOf(name), address: safeAddress(url) }))
    .filter(({ name }) => name);

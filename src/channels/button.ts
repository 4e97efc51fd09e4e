import { ActionTypes, type CardAction } from 'botbuilder-core';

/** A button, of whatever kind of card: it says something for the visitor or opens an address. */
export interface Button {
  does: 'say' | 'open';
  title: string;
  /** The same in few characters, written by people for channels that cut longer titles. */
  short?: string;
  /** What it says, or the address. */
  value: string;
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

/** What is shown of a button where space is short. */
export const shortTitle = ({ title, short }: Button): string => short ?? title;

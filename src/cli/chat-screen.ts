import type { Activity as BotActivity } from 'botbuilder-core';
import type { Button } from '../channels/button.ts';
import { type Card, readReply } from '../channels/reply.ts';
import type { Activity } from '../widget/talk.ts';

/** What a terminal shows of a reply, and what its numbers stand for. */
export interface Shown {
  text: string;
  /** Labels, in the order of their numbers from 1. */
  choices: string[];
}

/**
 * A message of the bot as plain text: cards as blocks of lines, everything that can be answered as a numbered list.
 * The numbers go on after `numbered`, those of the messages before it in the same answer.
 */
export function showReply(activity: Activity, numbered = 0): Shown {
  const reply = readReply(activity as Partial<BotActivity>);
  const buttons = [...reply.cards.flatMap((card) => card.buttons), ...reply.choices];
  const choices = buttons.filter(({ does }) => does === 'say').map(({ title }) => title);
  const blocks = [
    reply.text,
    ...reply.cards.map(showCard),
    ...reply.files.map(({ name, contentType }) => `[${name ?? contentType}]`),
    reply.choices.filter(isLink).map(showLink).join('\n'),
    choices.map((label, index) => `  ${numbered + index + 1}. ${label}`).join('\n'),
  ];
  return { text: blocks.filter(Boolean).join('\n\n'), choices };
}

const showCard = ({ title, subtitle, text, buttons }: Card): string =>
  [title, subtitle, text, ...buttons.filter(isLink).map(showLink)]
    .filter(Boolean)
    .join('\n')
    .replace(/^/gm, '  | ');

const isLink = ({ does }: Button): boolean => does === 'open';
const showLink = ({ title, value }: Button): string => (title === value ? value : `${title}: ${value}`);

import type { Activity } from 'botbuilder';
import { readIncoming } from '../../src/channels/channels.ts';
import type { ActivityJson } from '../../src/transcripts/turn.ts';
import type { Channel } from './broken-limits.ts';

/** Non-breaking spaces and curly apostrophes are for the eye. */
export const plainly = (text: string): string =>
  text
    .replace(/[\u00a0\u202f]/g, ' ')
    .replace(/’/g, "'")
    .replace(/\s+/g, ' ')
    .trim();

interface Shown {
  text?: string;
  suggestedActions?: { actions: { title: string; value: string }[] };
  attachments?: { content: { buttons?: { value: string }[]; body?: { actions?: Action[] }[] } }[];
  channelData?: { attachment?: { payload: Template } };
}

interface Action {
  data?: { msteams?: { value?: string } };
}

interface Template {
  buttons?: TemplateButton[];
  elements?: { buttons: TemplateButton[] }[];
}

interface TemplateButton {
  title: string;
  payload?: string;
}

const last = <T>(found: T[]): T | undefined => found.at(-1);
const sameAs = (label: string) => (value: string | undefined) => plainly(value ?? '') === plainly(label);

/**
 * What arrives when somebody presses a button on a channel, as its client sends it; `undefined` when the button is
 * not shown there. Without buttons they answer with its number, or by its words where it has none.
 */
const PRESS: Record<Channel, (label: string, replies: Shown[]) => Partial<Activity> | undefined> = {
  directline(label, replies) {
    const values = replies.flatMap(({ suggestedActions, attachments }) => [
      ...(suggestedActions?.actions ?? []).map(({ value }) => value),
      ...(attachments ?? []).flatMap(({ content }) => content.buttons ?? []).map(({ value }) => value),
    ]);
    return said(values.find(sameAs(label)));
  },
  msteams(label, replies) {
    const values = replies.flatMap(({ suggestedActions, attachments }) => [
      ...(suggestedActions?.actions ?? []).map(({ value }) => value),
      ...(attachments ?? [])
        .flatMap(({ content }) => content.body ?? [])
        .flatMap(({ actions }) => actions ?? [])
        .map(({ data }) => data?.msteams?.value),
    ]);
    const value = values.find(sameAs(label));
    return value === undefined ? undefined : { text: `<at>Passerelle</at> ${value}` };
  },
  facebook(label, replies) {
    const quick = last(replies)?.suggestedActions?.actions.find(({ value }) => sameAs(label)(value));
    if (quick)
      return { text: quick.title, channelData: { message: { quick_reply: { payload: quick.value } } } };
    const button = replies
      .flatMap(({ channelData }) => channelData?.attachment?.payload ?? [])
      .flatMap(({ buttons = [], elements = [] }) => [...buttons, ...elements.flatMap((each) => each.buttons)])
      .find(({ payload }) => sameAs(label)(payload));
    return button && { text: button.title, channelData: { postback: { payload: button.payload } } };
  },
  sms(label, replies) {
    const numbered = [...(last(replies)?.text ?? '').matchAll(/^(\d+)\. (.+)$/gm)];
    const number = numbered.find(([, , title]) => sameAs(label)(title))?.[1];
    if (number) return { text: number };
    return replies.some(({ text }) => plainly(text ?? '').includes(plainly(label)))
      ? { text: label }
      : undefined;
  },
};

const said = (text: string | undefined) => (text === undefined ? undefined : { text });

export const press = (
  channel: Channel,
  label: string,
  replies: ActivityJson[],
): Partial<Activity> | undefined => PRESS[channel](label, replies as unknown as Shown[]);

/** What the bot gets of what a channel sends, by the channel's own reading; throws when it gets nothing. */
export function incoming(channel: Channel, activity: Partial<Activity>): Partial<Activity> {
  const reading = readIncoming({
    type: 'message',
    channelId: channel,
    from: { id: 'dl_visitor', name: '' },
    recipient: { id: 'passerelle', name: 'Passerelle' },
    conversation: { id: 'c', conversationType: 'personal' },
    ...activity,
  } as Activity);
  if (reading.kind !== 'turn') throw new Error(`${channel} does not hear ${JSON.stringify(activity)}`);
  const { type, text } = reading.activity;
  return { type, text, locale: activity.locale, membersAdded: reading.activity.membersAdded };
}

import { type Activity, InputHints } from 'botbuilder-core';

/** What of a reply a renderer puts into its own words. */
type Shown = Pick<
  Partial<Activity>,
  | 'text'
  | 'textFormat'
  | 'attachments'
  | 'attachmentLayout'
  | 'suggestedActions'
  | 'channelData'
  | 'entities'
  | 'summary'
>;

/**
 * A reply as several messages in a row: all go where the reply goes, the first one carries its entities (the topic),
 * and only the last one waits for the visitor.
 */
export function spread(activity: Partial<Activity>, shown: Shown[]): Partial<Activity>[] {
  const {
    text: _text,
    attachments: _attachments,
    attachmentLayout: _layout,
    suggestedActions: _actions,
    channelData: _data,
    entities,
    inputHint,
    ...envelope
  } = activity;
  return shown.map((message, index) => ({
    ...envelope,
    ...(index === 0 && entities && { entities }),
    ...(inputHint && { inputHint: index === shown.length - 1 ? inputHint : InputHints.IgnoringInput }),
    ...message,
  }));
}

/** The larger of an activity's sizes as UTF-8, in which it travels, and as UTF-16, in which Teams counts. */
export function bytesOf(activity: Partial<Activity>): number {
  const json = JSON.stringify(activity);
  return Math.max(Buffer.byteLength(json), json.length * 2);
}

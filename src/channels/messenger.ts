import { ActionTypes, type Activity, TextFormatTypes } from 'botbuilder-core';
import { type Button, shortTitle } from './button.ts';
import { chunks } from './chunks.ts';
import { MESSENGER } from './limits.ts';
import { spread } from './messages.ts';
import { type Card, readReply } from './reply.ts';
import { excerpt, packText, withoutMarkdown } from './text.ts';
import { buttonsAsText, cardAsText, sourcesAsText, type Voice } from './told.ts';

/** A button of a template, as Facebook takes it. */
type TemplateButton =
  | { type: 'postback'; title: string; payload: string }
  | { type: 'web_url'; title: string; url: string };

interface Element {
  title: string;
  subtitle?: string;
  buttons: TemplateButton[];
}

/**
 * Messenger: words in bubbles that end with a sentence, cards as template elements whose longer texts are said
 * before them, choices as quick replies. Those vanish with the next message, so they always come last; choices
 * beyond ten become buttons, which stay.
 */
export function renderMessenger(activity: Partial<Activity>, voice: Voice): Partial<Activity>[] {
  const { text, cards, files, choices, sources } = readReply(activity);
  const shown = cards.map((card) => asElements(voice, card));
  const quick = choices.filter((choice) => fits(choice, MESSENGER.quickReplyTitle));
  const elsewhere = choices.filter((choice) => !quick.includes(choice));
  const texts = packText(
    [
      text,
      ...shown.map(({ told }) => told),
      sourcesAsText(voice, sources),
      buttonsAsText(voice, elsewhere),
    ].map(withoutMarkdown),
    MESSENGER.text,
    MESSENGER.longestText,
  );
  const replies = quick.slice(0, MESSENGER.quickReplies);
  const beyond = quick.slice(MESSENGER.quickReplies).map(templateButton);
  const elements = shown.flatMap((card) => card.elements);
  const bubbles = [
    ...texts.map((piece) => ({ text: piece, textFormat: TextFormatTypes.Plain })),
    ...files.map((file) => ({ attachments: [file] })),
    ...chunks(elements, MESSENGER.elements).map((page) =>
      template({ template_type: 'generic', elements: page }),
    ),
    ...chunks(beyond, MESSENGER.buttons).map((buttons) =>
      template({ template_type: 'button', text: voice.t('channels:more'), buttons }),
    ),
  ];
  return spread(activity, replies.length > 0 ? askLast(bubbles, replies, voice) : bubbles);
}

/** Quick replies hang on a text, the last one; after cards a short question carries them. */
function askLast(bubbles: Partial<Activity>[], replies: Button[], { t }: Voice): Partial<Activity>[] {
  const last = bubbles.at(-1);
  const asking = last?.text ? last : { text: t('channels:next'), textFormat: TextFormatTypes.Plain };
  const before = asking === last ? bubbles.slice(0, -1) : bubbles;
  const actions = replies.map((reply) => ({
    type: ActionTypes.ImBack,
    title: shortTitle(reply),
    value: reply.value,
  }));
  return [...before, { ...asking, suggestedActions: { to: [], actions } }];
}

/** A card's elements, three buttons each, and whatever of its words they cannot hold. */
function asElements(voice: Voice, card: Card): { told: string; elements: Element[] } {
  const fitting = card.buttons.filter((button) => fits(button, MESSENGER.buttonTitle));
  const [first] = fitting;
  if (!first) return { told: cardAsText(voice, card), elements: [] };
  const [title = shortTitle(first), subtitle = '', ...more] = [card.title, card.subtitle, card.text].filter(
    (line) => line !== undefined && line !== '',
  );
  const unsaid = [
    ...(subtitle.length > MESSENGER.elementSubtitle ? [subtitle] : []),
    ...more,
    buttonsAsText(
      voice,
      card.buttons.filter((button) => !fitting.includes(button)),
    ),
  ].filter(Boolean);
  const element = {
    title: excerpt(title, MESSENGER.elementTitle),
    ...(subtitle && { subtitle: excerpt(subtitle, MESSENGER.elementSubtitle) }),
  };
  return {
    // Words without their card's name would not be understood.
    told: unsaid.length > 0 || title.length > MESSENGER.elementTitle ? [title, ...unsaid].join('\n') : '',
    elements: chunks(fitting.map(templateButton), MESSENGER.buttons).map((buttons) => ({
      ...element,
      buttons,
    })),
  };
}

const fits = (button: Button, longest: number): boolean =>
  shortTitle(button).length <= longest &&
  shortTitle(button) !== '' &&
  button.value.length <= MESSENGER.payload &&
  (button.does === 'say' || longest === MESSENGER.buttonTitle);

function templateButton(button: Button): TemplateButton {
  const title = shortTitle(button);
  return button.does === 'open'
    ? { type: 'web_url', title, url: button.value }
    : { type: 'postback', title, payload: button.value };
}

const template = (payload: object): Partial<Activity> => ({
  channelData: { attachment: { type: 'template', payload } },
});

import { ActionTypes, type Activity, type Attachment, AttachmentLayoutTypes } from 'botbuilder-core';
import type { Button } from './button.ts';
import { chunks } from './chunks.ts';
import { TEAMS } from './limits.ts';
import { spread } from './messages.ts';
import { isCard, readReply } from './reply.ts';
import { withinSize } from './size.ts';
import { buttonsCard, teamsCard } from './teams-card.ts';
import { citable, markSources, parted } from './teams-text.ts';
import { excerpt } from './text.ts';
import { buttonsAsText, sourcesAsText, type Voice } from './told.ts';

/**
 * Teams: Adaptive Cards for every card, sources as citations, choices as suggested actions where Teams shows all of
 * them, else as buttons of a card of their own.
 */
export function renderTeams(activity: Partial<Activity>, voice: Voice): Partial<Activity>[] {
  const { text, choices, sources } = readReply(activity);
  const cards = (activity.attachments ?? []).flatMap((attachment) =>
    isCard(attachment) ? teamsCard(attachment) : [attachment],
  );
  const buttons = choices.filter(isLabel);
  const unlabelled = choices.filter((choice) => !isLabel(choice));
  const cited = sources.every(citable);
  const whole = [
    cited ? markSources(text, sources) : text,
    cited ? '' : sourcesAsText(voice, sources),
    buttonsAsText(voice, unlabelled),
  ]
    .filter(Boolean)
    .join('\n');
  const suggested = cards.length === 0 && areSuggestable(activity, buttons);
  // Teams shows buttons only under words or a card.
  const words = whole || (suggested ? voice.t('channels:next') : '');
  const message: Partial<Activity> = {
    ...(words && { text: parted(words) }),
    ...(suggested && { suggestedActions: { to: [], actions: buttons.map(suggestedAction) } }),
  };
  const choiceCards = suggested ? [] : chunks(buttons, TEAMS.actionsInCard).map(buttonsCard);
  return spread(activity, withCards(message, cards, choiceCards, activity.attachmentLayout)).flatMap((part) =>
    withinSize(part, TEAMS, voice),
  );
}

/** Cards stand under the text; beside a carousel buttons would be one card more, so they follow it. */
function withCards(
  message: Partial<Activity>,
  cards: Attachment[],
  choices: Attachment[],
  layout: string | undefined,
): Partial<Activity>[] {
  const pages = chunks(cards, TEAMS.carousel);
  const isCarousel = layout === AttachmentLayoutTypes.Carousel && cards.length > 1;
  const summary = message.text && { summary: excerpt(message.text, TEAMS.summary) };
  if (pages.length === 0 && choices.length > 0) return [{ ...message, ...summary, attachments: choices }];
  if (pages.length === 0) return message.text ? [message] : [];
  const [first = [], ...others] = pages;
  const attachmentLayout = isCarousel ? AttachmentLayoutTypes.Carousel : AttachmentLayoutTypes.List;
  const shown = [first, ...others].map((attachments, index) => ({
    ...(index === 0 && { ...message, ...summary }),
    attachments,
    attachmentLayout,
  }));
  if (choices.length === 0) return shown;
  if (isCarousel) return [...shown, { attachments: choices, attachmentLayout: AttachmentLayoutTypes.List }];
  const last = shown.at(-1) as (typeof shown)[number];
  return [...shown.slice(0, -1), { ...last, attachments: [...last.attachments, ...choices] }];
}

const isLabel = ({ title }: Button): boolean => title.length <= TEAMS.actionTitle;

/** Teams shows three suggested actions, and those only in the chat of one person with the bot. */
const areSuggestable = ({ conversation }: Partial<Activity>, buttons: Button[]): boolean =>
  buttons.length > 0 &&
  buttons.length <= TEAMS.suggestedActions &&
  buttons.every(({ does }) => does === 'say') &&
  (conversation?.conversationType ?? 'personal') === 'personal';

const suggestedAction = ({ title, value }: Button) => ({ type: ActionTypes.ImBack, title, value });

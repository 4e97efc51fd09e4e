import { createRequire } from 'node:module';
import type { Activity } from 'botbuilder';
import { MESSENGER, PLAIN, TEAMS, WEB } from '../../src/channels/limits.ts';
import { bytesOf } from '../../src/channels/messages.ts';

/** Its modules are for bundlers; Node takes the library as one script. */
const cards: typeof import('adaptivecards') = createRequire(import.meta.url)('adaptivecards');

export const CHANNELS = ['directline', 'msteams', 'facebook', 'sms'] as const;
export type Channel = (typeof CHANNELS)[number];

/** Every limit of a channel that an activity breaks, a sentence each; the same for random and for real replies. */
export function brokenLimits(channel: Channel, activity: Partial<Activity>): string[] {
  const broken: string[] = [];
  const atMost = (what: string, size: number, limit: number) => {
    if (size > limit) broken.push(`${what}: ${size} > ${limit}`);
  };
  const limits = { directline: WEB, msteams: TEAMS, facebook: MESSENGER, sms: PLAIN }[channel];
  atMost('bytes', bytesOf(activity), limits.activityBytes);
  atMost('text', activity.text?.length ?? 0, limits.longestText);
  if (channel === 'msteams') inTeams(activity, atMost, broken);
  if (channel === 'facebook') inMessenger(activity, atMost, broken);
  if (channel === 'sms' && (activity.suggestedActions || activity.attachments?.some(isCard)))
    broken.push('more than text');
  if (channel === 'directline') return broken;
  if (activity.type === 'message' && !activity.text && !activity.attachments?.length && !activity.channelData)
    broken.push('an empty message');
  return broken;
}

const isCard = ({ contentType }: { contentType: string }) => contentType.includes('.card.');

type AtMost = (what: string, size: number, limit: number) => void;

function inTeams(activity: Partial<Activity>, atMost: AtMost, broken: string[]): void {
  const suggested = activity.suggestedActions?.actions ?? [];
  atMost('suggested actions', suggested.length, TEAMS.suggestedActions);
  if (suggested.length > 0 && activity.attachments?.length)
    broken.push('suggested actions beside attachments');
  if (suggested.length > 0 && (activity.conversation?.conversationType ?? 'personal') !== 'personal')
    broken.push('suggested actions outside of a personal chat');
  if (activity.attachmentLayout === 'carousel')
    atMost('carousel', activity.attachments?.length ?? 0, TEAMS.carousel);
  for (const { contentType, content } of activity.attachments ?? []) {
    if (contentType.includes('hero')) broken.push('a hero card');
    if (!contentType.includes('adaptive')) continue;
    if (!content.version || Number(content.version) > 1.5) broken.push(`card version ${content.version}`);
    if (!content.fallbackText) broken.push('a card without fallback text');
    broken.push(...faultsOf(content));
    for (const row of content.body.filter(({ type }: { type: string }) => type === 'ActionSet'))
      atMost('buttons in a row', row.actions.length, TEAMS.actionsInRow);
  }
  const citations = (activity.entities ?? []).flatMap((entity) => entity.citation ?? []);
  for (const [index, { appearance }] of citations.entries()) {
    const inText = activity.text?.includes(`[${index + 1}]`);
    if (!inText) continue;
    atMost('citation name', appearance.name.length, TEAMS.citationName);
    atMost('citation abstract', appearance.abstract?.length ?? 0, TEAMS.citationAbstract);
  }
}

/** What the library of Adaptive Cards' makers finds wrong with a card of the newest version that Teams renders. */
function faultsOf(content: object): string[] {
  const context = new cards.SerializationContext(new cards.Version(1, 5));
  const card = new cards.AdaptiveCard();
  card.hostConfig = new cards.HostConfig({ actions: { maxActions: TEAMS.actionsInRow } });
  card.parse(content, context);
  return [
    ...Array.from({ length: context.eventCount }, (_, index) => context.getEventAt(index).message),
    ...card.validateProperties().validationEvents.map(({ message }) => message),
  ];
}

interface Template {
  text?: string;
  buttons?: { title: string; payload?: string }[];
  elements?: { title: string; subtitle?: string; buttons: { title: string; payload?: string }[] }[];
}

function inMessenger(activity: Partial<Activity>, atMost: AtMost, broken: string[]): void {
  const words = activity.text?.trim().split(/\s+/) ?? [];
  if (words.length > 1) atMost('bubble', activity.text?.length ?? 0, MESSENGER.text);
  if (activity.attachments?.some(isCard)) broken.push('a card of another kind');
  const suggested = activity.suggestedActions?.actions ?? [];
  atMost('quick replies', suggested.length, MESSENGER.quickReplies);
  if (suggested.length > 0 && !activity.text) broken.push('quick replies without a text');
  for (const { title, value } of suggested) {
    atMost(`quick reply ${title}`, title.length, MESSENGER.quickReplyTitle);
    atMost('quick reply payload', value.length, MESSENGER.payload);
  }
  const template: Template | undefined = activity.channelData?.attachment?.payload;
  if (!template) return;
  atMost('button template text', template.text?.length ?? 0, MESSENGER.buttonText);
  atMost('elements', template.elements?.length ?? 0, MESSENGER.elements);
  for (const { title, subtitle } of template.elements ?? []) {
    atMost(`element title ${title}`, title.length, MESSENGER.elementTitle);
    atMost('element subtitle', subtitle?.length ?? 0, MESSENGER.elementSubtitle);
  }
  for (const { buttons = [] } of [template, ...(template.elements ?? [])]) {
    atMost('buttons', buttons.length, MESSENGER.buttons);
    for (const { title, payload } of buttons) {
      atMost(`button ${title}`, title.length, MESSENGER.buttonTitle);
      atMost('button payload', payload?.length ?? 0, MESSENGER.payload);
    }
  }
}

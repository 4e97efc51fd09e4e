import { type Activity, ActivityTypes, type Entity } from 'botbuilder-core';
import { arrival, IGNORE, isOwn, type Reading, saidByPress, turn } from './reading.ts';

/** What came in from Teams: mentions taken out, arrivals of the bot or of people told apart, invokes answered. */
export function readTeams(activity: Activity): Reading {
  if (activity.type === ActivityTypes.Invoke) return { kind: 'answer', body: answerTo(activity) };
  const located = { ...activity, locale: activity.locale ?? clientLocale(activity.entities) };
  switch (activity.type) {
    case ActivityTypes.Message:
      return isOwn(activity) ? IGNORE : turn({ ...located, text: spokenText(activity) });
    case ActivityTypes.ConversationUpdate:
      return isArrival(activity) ? arrival(located) : IGNORE;
    case ActivityTypes.InstallationUpdate:
      return activity.action === 'add' || activity.action === 'add-upgrade' ? arrival(located) : IGNORE;
    default:
      return IGNORE;
  }
}

/**
 * In a personal chat any arrival opens the talk. A team or a group is greeted when the bot is added to it;
 * not again for each person who joins later.
 */
function isArrival({ membersAdded = [], conversation, recipient }: Activity): boolean {
  if ((conversation.conversationType ?? 'personal') === 'personal') return membersAdded.length > 0;
  return membersAdded.some(({ id }) => id === recipient.id);
}

/** A mention: what stands between its brackets is never nested. */
const MENTION = /<at\b[^<>]{0,200}>([^<>]*)<\/at>/gi;

/** The words without the bot's own name; other people who are mentioned keep theirs. */
function spokenText({ text, value, recipient, entities = [] }: Activity): string {
  const ownNames = new Set(
    [
      recipient.name,
      ...entities
        .filter(({ type, mentioned }) => type === 'mention' && mentioned?.id === recipient.id)
        .map(({ mentioned }) => mentioned?.name),
    ].map((name) => String(name ?? '').toLowerCase()),
  );
  const words = (text || saidByPress(value))
    .replace(MENTION, (_mention, name: string) => (ownNames.has(name.trim().toLowerCase()) ? ' ' : name))
    .replaceAll('&nbsp;', ' ')
    .replace(/[ \t]+/g, ' ');
  return words.trim();
}

/** The language of the Teams client, where the activity itself does not tell. */
function clientLocale(entities: Entity[] = []): string | undefined {
  const locale = entities.find(({ type }) => type === 'clientInfo')?.locale;
  return typeof locale === 'string' ? locale : undefined;
}

/** Teams shows an error for a request that stays unanswered; none of them mean anything to this bot. */
const answerTo = ({ name }: Activity): object =>
  name === 'adaptiveCard/action'
    ? { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: '' }
    : {};

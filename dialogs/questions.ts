import type { ChoiceId } from './choices.ts';
import type { Citation } from './citation.ts';
import { dayOf } from './formats.ts';
import { askedWithoutMandates, namesIn } from './places.ts';
import type { Bubble, Means, Talk } from './talk.ts';

/** Topics whose answer ends with a link that only the organisation's settings know. */
const LINKS = { 'all-mandates': 'allMandates', newsletter: 'newsletter' } as const;

/** Answers a topic from approved content, or says honestly that there is none and offers to pass it on. */
export async function answer(
  talk: Talk,
  topic: string,
  { quiet = false, left = [] }: Manner = {},
): Promise<void> {
  const bubble = answerBubble(talk, topic);
  if (topic === 'countries') openWithout(talk);
  if (quiet) return talk.say({ ...bubble, choices: [], means: undefined });
  const choices = [...new Set([...left.map(buttonOf), ...(bubble.choices ?? [])])];
  await talk.say({ ...bubble, choices });
}

/** "Is there anything in Kenya?" is told no before it is told where there is. */
function openWithout(talk: Talk): void {
  const countries = talk.elsewhere.length > 0 ? [] : askedWithoutMandates(talk);
  if (countries.length > 0)
    talk.open(talk.t('mandates:inCountry.none', { countries: namesIn(countries, talk.memory.locale) }));
}

interface Manner {
  /** Something else follows, which has buttons of its own. */
  quiet?: boolean;
  /** Topics that were asked in the same message and found no room: their buttons come first. */
  left?: string[];
}

const buttonOf = (topic: string) => `topic/${topic}` as ChoiceId;

/** Which questions of a message were not answered, by the words that ask them. */
export const leftInWords = ({ memory, services, t }: Talk, left: string[]): string =>
  t('questions:also', {
    topics: left.map((topic) => services.labels.of(buttonOf(topic), memory.locale).title).join(' · '),
  });

/** What a topic's answer says; nothing for a topic that has none. */
export const textOf = ({ services, memory, now }: Talk, topic = ''): string =>
  services.knowledge.answer(topic, memory.locale, now)?.text ?? '';

/** Whether the turn before gave this very answer. */
export function wasJustTold(talk: Talk, topic: string): boolean {
  const text = textOf(talk, topic);
  return text !== '' && talk.memory.lastReplies.some((reply) => reply.includes(text));
}

function answerBubble(talk: Talk, topic: string): Bubble {
  const { memory, services, t } = talk;
  const found = services.knowledge.answer(topic, memory.locale, talk.now);
  if (!found) throw new Error(`The topic ${topic} has no text.`);
  memory.previousTopic = topic;
  if (!memory.asked.includes(topic)) memory.asked.push(topic);
  talk.facts.topic ??= topic;
  const next = found.next.map(buttonOf);
  if (!found.source) {
    talk.facts.unanswered = true;
    const means: Means = { yes: 'handoff/pass-on' };
    const isAgain = memory.lastReplies.some((reply) => reply.endsWith(found.text));
    const text = isAgain ? t('questions:unknownToo') : found.text;
    return { text, choices: ['handoff/pass-on', ...next], means, topic };
  }
  const link = linkOf(talk, topic);
  const text = link ? `${found.text} ${t('questions:link', { link })}` : found.text;
  return { text, choices: next, topic, citations: citationOf(talk, topic) };
}

function linkOf({ services }: Talk, topic: string): string | undefined {
  const name = LINKS[topic as keyof typeof LINKS];
  return name && services.links[name];
}

/** The source of a topic's answer as clients show it; none when there is no approved answer. */
export function citationOf({ services, memory, now, t }: Talk, topic: string): Citation[] {
  const source = services.knowledge.answer(topic, memory.locale, now)?.source;
  if (!source) return [];
  const date = dayOf(memory.locale, source.publishedOn);
  return [
    {
      name: t('questions:source', { publisher: source.publisher, date }),
      date: source.publishedOn,
      abstract: source.title,
      ...(source.url && { url: source.url }),
    },
  ];
}

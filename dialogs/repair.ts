import type { DialogContext } from 'botbuilder-dialogs';
import type { Candidate } from '../src/understanding/understood.ts';
import type { ChoiceId } from './choices.ts';
import { greet, STARTERS } from './greeting.ts';
import { activeForm, resume } from './steering.ts';
import type { Bubble, Talk } from './talk.ts';

/** Longer messages are not read to their end by anyone; the visitor is asked for the heart of it. */
const MAX_MESSAGE = 2_000;
/** While a question is open, a message must be that near to a topic to be taken for a question of its own. */
const CLEAR_IN_FORM = 0.2;

/** What is less likely than that would only distract from what was meant. */
const LIKELY = 0.05;

type Unreadable = 'attachment' | 'empty' | 'tooLong' | 'noWords';

/** Why a message cannot be read at all, if so. */
export function unreadableReason({ context }: Talk): Unreadable | undefined {
  const { text, attachments } = context.activity;
  const words = (text ?? '').trim();
  if (words === '') return attachments?.length ? 'attachment' : 'empty';
  if (words.length > MAX_MESSAGE) return 'tooLong';
  return /[\p{L}\p{N}]/u.test(words) ? undefined : 'noWords';
}

export async function sayUnreadable(talk: Talk, dc: DialogContext, reason: Unreadable): Promise<void> {
  await greet(talk);
  await talk.say({ text: talk.t(`repair:${reason}`), choices: dc.activeDialog ? [] : STARTERS });
  await resume(dc);
}

/** Nothing sure was understood: offers what may have been meant, then examples, then what it can do, then a person. */
export async function repair(talk: Talk, dc: DialogContext): Promise<void> {
  const { understood, slots } = talk.meaning;
  const form = activeForm(dc);
  // A bare yes, no or number answers the open question badly; it is no question of its own.
  const isBare = slots.answer !== undefined || slots.number !== undefined;
  if (form && isBare) return form.explainMissing(dc);
  if (slots.answer && slots.answer !== 'unsure') return sayWhatNext(talk, slots.answer);
  talk.facts.unanswered = form === undefined;
  const best = understood?.candidates[0]?.confidence ?? 0;
  if (understood?.zone === 'clarify' && !isBare && (!form || best >= CLEAR_IN_FORM))
    return clarify(talk, dc, understood.candidates);
  await miss(talk, dc);
}

/** A yes or a no that answers nothing that was asked. */
async function sayWhatNext(talk: Talk, answer: 'yes' | 'no'): Promise<void> {
  const { memory, t } = talk;
  const short = t(answer === 'yes' ? 'main:goOn' : 'main:allRight');
  await talk.say({ text: memory.lastReplies.includes(short) ? t('main:help') : short, choices: STARTERS });
}

async function clarify(talk: Talk, dc: DialogContext, candidates: Candidate[]): Promise<void> {
  const { memory, services, t } = talk;
  const offered = candidates
    .filter(({ confidence, topic }) => confidence >= LIKELY && isOfUse(talk, dc, topic))
    .map(({ topic }) => `topic/${topic}` as ChoiceId)
    .filter(services.labels.has);
  const [only, ...others] = offered;
  if (!only) return miss(talk, dc);
  const several = t(
    memory.lastReplies.includes(t('repair:didYouMean')) ? 'repair:didYouMeanAgain' : 'repair:didYouMean',
  );
  const one = t('repair:didYouMeanOne', { topic: services.labels.of(only, memory.locale).title });
  await talk.say({
    text: others.length > 0 ? several : one,
    choices: [...offered, 'repair/none-of-these'],
    means: { nth: offered, no: 'repair/none-of-these', ...(others.length === 0 && { yes: only }) },
  });
}

/** Nobody means to skip a question that is not asked, to see more of what was not shown, or to begin what is under way; nobody is sent away. */
function isOfUse({ memory }: Talk, dc: DialogContext, topic: string): boolean {
  if (topic === 'goodbye' || topic === activeForm(dc)?.id) return false;
  if (['cancel', 'skip', 'back'].includes(topic)) return dc.activeDialog !== undefined;
  if (topic === 'resume') return dc.activeDialog !== undefined || memory.left?.isDone === false;
  if (topic === 'more') return memory.found !== undefined;
  return topic !== 'explain' || memory.found !== undefined || memory.verdictShown;
}

/** Nothing at all was understood: the open question is explained, or help is offered. */
async function miss(talk: Talk, dc: DialogContext): Promise<void> {
  const form = activeForm(dc);
  if (form) return form.explainMissing(dc);
  talk.memory.misses += 1;
  await sayMiss(talk);
}

/** What is said of the first, second … message in a row that could not be understood. */
const MISSES: ((talk: Talk) => Bubble)[] = [
  ({ t }) => ({ text: t('repair:rephrase'), choices: ['handoff/pass-on', 'topic/help', 'topic/human'] }),
  ({ t }) => ({ text: t('repair:whatICan'), choices: STARTERS }),
  ({ t }) => ({
    text: t('repair:person'),
    choices: ['topic/human', 'handoff/pass-on', 'topic/restart'],
    means: { yes: 'topic/human' },
  }),
  ({ t }) => ({
    text: t('repair:stillLost'),
    choices: ['topic/human', 'topic/help', 'topic/restart'],
    means: { yes: 'topic/human' },
  }),
  ({ t }) => ({
    text: t('repair:stillHere'),
    choices: ['topic/human', 'topic/help', 'topic/restart'],
    means: { yes: 'handoff/pass-on' },
  }),
];

/** From examples to a person; whoever goes on hears the last two by turns, never the same words twice. */
export async function sayMiss(talk: Talk): Promise<void> {
  const missed = Math.max(talk.memory.misses, 1) - 1;
  const bubble = MISSES[missed < MISSES.length ? missed : MISSES.length - 2 + ((missed - MISSES.length) % 2)];
  if (bubble) await talk.say(bubble(talk));
}

import type { ChoiceId } from './choices.ts';
import { asksToErase, asksWhatToChange, asksWhyAsked, speaksOfConditions } from './cues.ts';
import { explainResult } from './explain.ts';
import { askRating, RATINGS } from './feedback.ts';
import { STARTERS } from './greeting.ts';
import { changeLanguage, namedLanguage } from './language.ts';
import { showAgain, showMore } from './mandates.ts';
import { isKnown, JUDGED } from './memory.ts';
import { explainPrivacy } from './privacy.ts';
import { answer, wasJustTold } from './questions.ts';
import {
  activeForm,
  back,
  type Command,
  cancel,
  goOn,
  openForm,
  restart,
  resume,
  skip,
  switchTo,
} from './steering.ts';
import { summarise } from './summary.ts';
import { showVerdict } from './verdict.ts';

/** Bubbles said again at most; more were not one answer. */
const REPEATED = 2;

/** A short word in the conversation's manners, then back to the matter. */
const smallTalk =
  (
    key: 'main:hello' | 'main:helloAgain' | 'main:compliment' | 'main:insult' | 'main:bot' | 'main:help',
    choices: ChoiceId[] = STARTERS,
  ): Command =>
  async (talk, dc) => {
    await talk.say({ text: talk.t(key), choices: dc.activeDialog ? [] : choices });
    await resume(dc);
  };

/** Says something of its own, then the open question is put again. */
const inBetween =
  (speak: Command): Command =>
  async (talk, dc) => {
    await speak(talk, dc);
    await resume(dc);
  };

/** Whoever asks for the conditions hears them; whoever presses the button wants to be asked. */
const eligibility: Command = async (talk, dc) => {
  const form = activeForm(dc);
  // What sounds like the conditions, just after they were told, is a try at the answer.
  if (form?.id === 'eligibility' && wasJustTold(talk, 'eligibility')) return form.explainMissing(dc);
  const isOpen = JUDGED.some((field) => !isKnown(talk.memory, field));
  if (!talk.meaning.choice && isOpen) await answer(talk, 'eligibility', { quiet: true });
  await switchTo('eligibility')(talk, dc);
};

export const human: Command = async (talk, dc) => {
  if (!talk.memory.handoff) return openForm(dc, 'handoff', { reason: 'asked' });
  await talk.say({ text: talk.t('handoff:already'), choices: dc.activeDialog ? [] : STARTERS.slice(0, -1) });
  await resume(dc);
};

const goodbye: Command = async (talk) => {
  // An unfinished form is kept for the next visit.
  const { memory, t } = talk;
  const isWorthRating = memory.asked.length > 0 || memory.verdictShown;
  if (!isWorthRating || memory.rated || memory.ratingAsked)
    return talk.say({ text: t('main:goodbye'), choices: ['topic/find-mandate', 'topic/restart'] });
  memory.ratingAsked = true;
  await talk.say({ text: `${t('main:goodbye')} ${t('feedback:ask')}`, choices: RATINGS });
};

const thanks: Command = async (talk, dc) => {
  if (dc.activeDialog) {
    talk.open(talk.t('main:welcomeShort'));
    return resume(dc);
  }
  const { rated, ratingAsked } = talk.memory;
  const rating: ChoiceId[] = rated || ratingAsked ? [] : ['feedback/rate'];
  await talk.say({
    text: talk.t('main:anythingElse'),
    choices: ['topic/find-mandate', 'topic/eligibility', ...rating, 'topic/goodbye'],
    means: { no: 'topic/goodbye' },
  });
};

const privacy: Command = async (talk, dc) => {
  if (asksToErase(talk.meaning.text)) return openForm(dc, 'erase');
  await explainPrivacy(talk);
  await resume(dc);
};

const transcript: Command = async (talk) => {
  const link = await talk.services.linkToTranscript(talk.context.activity.conversation.id);
  await talk.say({ text: talk.t('privacy:transcript', { link }), choices: ['privacy/erase', ...STARTERS] });
};

const more: Command = async (talk, dc) => {
  if (!talk.memory.found) return switchTo('mandates')(talk, dc);
  await showMore(talk);
  await resume(dc);
};

/** Says the same again, with what stood under it. */
const repeat: Command = async (talk, dc) => {
  const { lastReplies, lastShown, offered } = talk.memory;
  const opening = talk.t('main:again');
  talk.open(opening);
  if (dc.activeDialog) return resume(dc);
  if (lastShown === 'verdict') return showVerdict(talk, { repeated: true });
  if (lastShown === 'mandates') return showAgain(talk);
  const last = lastReplies.slice(-REPEATED).join('\n\n').replace(`${opening}\n\n`, '');
  const choices = (offered[0] ?? []).map(({ id }) => id as ChoiceId);
  await talk.say({ text: last || talk.t('main:help'), choices: choices.length > 0 ? choices : STARTERS });
};

/** "Why?" is about the question that stands, unless it can only be about what was shown. */
const explain: Command = async (talk, dc) => {
  const { found, verdictShown } = talk.memory;
  const { text } = talk.meaning;
  // Nothing was judged yet: whoever asks about the conditions hears them.
  if (!verdictShown && speaksOfConditions(text)) return eligibility(talk, dc);
  const isAboutQuestion = asksWhyAsked(text) || !(found || verdictShown || asksWhatToChange(text));
  const why = isAboutQuestion ? activeForm(dc)?.why(dc) : undefined;
  if (why) talk.open(why);
  else await explainResult(talk);
  await resume(dc);
};

const greeting: Command = async (talk, dc) => {
  const isAgain = talk.memory.lastReplies.includes(talk.t('main:hello'));
  await smallTalk(isAgain ? 'main:helloAgain' : 'main:hello')(talk, dc);
};

/** Commands by topic. Every other topic is a question with a text of its own. */
export const COMMANDS: Record<string, Command> = {
  eligibility,
  'find-mandate': switchTo('mandates'),
  greeting,
  compliment: smallTalk('main:compliment'),
  insult: smallTalk('main:insult', ['topic/human', 'topic/help', 'topic/restart']),
  bot: smallTalk('main:bot', ['topic/human', 'topic/help', 'topic/privacy']),
  help: smallTalk('main:help'),
  thanks,
  goodbye,
  human,
  'change-language': inBetween((talk, dc) =>
    changeLanguage(talk, namedLanguage(talk.meaning.text), dc.activeDialog !== undefined),
  ),
  resume: goOn,
  restart,
  cancel,
  back,
  repeat,
  skip,
  privacy,
  explain,
  more,
  summary: inBetween(summarise),
  transcript: inBetween(transcript),
  feedback: inBetween(askRating),
};

/** Words that steer the talk itself; they work even where any words are an answer. */
export const isControl = (topic: string): boolean =>
  ['cancel', 'back', 'restart', 'skip', 'human', 'goodbye'].includes(topic);

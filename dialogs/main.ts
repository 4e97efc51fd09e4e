import type { DialogContext } from 'botbuilder-dialogs';
import type { Candidate } from '../src/understanding/understood.ts';
import type { ChoiceId } from './choices.ts';
import { activeForm, COMMANDS, press } from './commands.ts';
import { greet, greetBack, isBackAfterPause, STARTERS } from './greeting.ts';
import { followLanguage, isLanguageRequest } from './language.ts';
import { showMandates } from './mandates.ts';
import { interpret } from './meaning.ts';
import { type Field, type Learned, learn } from './memory.ts';
import { answer } from './questions.ts';
import { type Talk, talkOf } from './talk.ts';
import { showVerdict } from './verdict.ts';
import { factsInWords } from './wording.ts';

/** Longer messages are not read to their end by anyone; the visitor is asked for the heart of it. */
const MAX_MESSAGE = 2_000;
/** While a question is open, a message must be that near to a topic to be taken for a question of its own. */
const CLEAR_IN_FORM = 0.4;
/** The same answer is not given to more than that many questions of one message. */
const QUESTIONS_A_TURN = 2;

/** A message of the visitor, from its words to the replies. Who gets it is decided here and nowhere else. */
export async function route(dc: DialogContext): Promise<void> {
  const talk = talkOf(dc.context);
  const unreadable = unreadableReason(talk);
  if (unreadable) return sayUnreadable(talk, dc, unreadable);

  const form = activeForm(dc);
  const asking = form?.asking(dc);
  talk.meaning = await interpret(talk, asking);
  followLanguage(talk);
  talk.learned = learnFrom(talk, asking);
  keepFacts(talk);

  await greet(talk);
  if (isBackAfterPause(talk) && isIdle(talk)) return greetBack(talk);

  const { choice, questions } = talk.meaning;
  const command = questions.find(({ topic }) => topic in COMMANDS && !isProfileTopic(topic));
  const isClaimed = form?.claims(dc) && !choice && !(command && isControl(command.topic));
  if (command && !learnedSomething(talk) && !isClaimed) return COMMANDS[command.topic]?.(talk, dc);

  if (form?.take(dc)) {
    sayBack(talk);
    await answerQuestions(talk, dc, asked(talk));
    await form.continueDialog(dc);
    return recheck(talk, dc);
  }
  if (isClaimed) return form?.explainMissing(dc);
  if (choice && (await press(dc, choice))) return;

  const open = questions.filter(({ topic }) => isQuestion(talk, topic));
  if (open.length > 0 && !isStatement(talk)) {
    await answerQuestions(talk, dc, open);
    if (dc.activeDialog) await dc.repromptDialog();
    return;
  }
  if (learnedSomething(talk)) return takeStatement(talk, dc);

  const opened = questions.find(({ topic }) => topic in COMMANDS);
  if (opened) return COMMANDS[opened.topic]?.(talk, dc);
  return repair(talk, dc);
}

type Unreadable = 'attachment' | 'empty' | 'tooLong' | 'noWords';

function unreadableReason({ context }: Talk): Unreadable | undefined {
  const { text, attachments } = context.activity;
  const words = (text ?? '').trim();
  if (words === '') return attachments?.length ? 'attachment' : 'empty';
  if (words.length > MAX_MESSAGE) return 'tooLong';
  return /[\p{L}\p{N}]/u.test(words) ? undefined : 'noWords';
}

async function sayUnreadable(talk: Talk, dc: DialogContext, reason: Unreadable): Promise<void> {
  await greet(talk);
  await talk.say({ text: talk.t(`repair:${reason}`), choices: dc.activeDialog ? [] : STARTERS });
  if (dc.activeDialog) await dc.repromptDialog();
}

/** What a question only mentions is no wish: "do you go to Mali?", "English please", "do I need Spanish?". */
const MENTIONS: Record<string, 'countries' | 'languages'> = {
  countries: 'countries',
  languages: 'languages',
  'change-language': 'languages',
};

function learnFrom({ memory, meaning }: Talk, asking: string | undefined): Learned {
  const { answer: _answer, correction, anything: _anything, ...said } = meaning.slots;
  for (const { topic } of meaning.choice ? [] : meaning.questions) {
    const mentioned = MENTIONS[topic];
    if (!mentioned || mentioned === asking) continue;
    if (isLanguageRequest(meaning, topic) || meaning.text.includes('?')) delete said[mentioned];
  }
  return learn(memory, said, correction ?? false);
}

function keepFacts({ facts, meaning, memory }: Talk): void {
  const { understood, questions } = meaning;
  facts.locale = memory.locale;
  facts.topic = questions[0]?.topic;
  if (!understood) return;
  facts.zone = understood.zone;
  facts.confidence = understood.candidates[0]?.confidence;
  facts.evidence = understood.evidence;
}

const learnedSomething = ({ learned }: Talk): boolean => learned.added.length + learned.changed.length > 0;

/** "Hello again" and nothing else. */
const isIdle = (talk: Talk): boolean =>
  !talk.meaning.choice &&
  !learnedSomething(talk) &&
  talk.meaning.questions.every(({ topic }) => topic === 'greeting');

/** Topics that a sentence about oneself is close to: they open a form, and so does the sentence. */
const isProfileTopic = (topic: string): boolean => topic === 'eligibility' || topic === 'find-mandate';

/** Words that steer the talk itself; they work even where any words are an answer. */
const isControl = (topic: string): boolean =>
  ['cancel', 'back', 'restart', 'skip', 'human', 'goodbye'].includes(topic);

/** Who corrects an answer, or says two things of themselves, and asks nothing, tells us to go ahead. */
const isStatement = ({ learned, meaning }: Talk): boolean =>
  (learned.changed.length > 0 || learned.added.length > 1) && !meaning.text.includes('?');

/** Topics with a text of their own; the others are commands, or open a form. */
const isQuestion = ({ services }: Talk, topic: string): boolean =>
  !(topic in COMMANDS) && services.knowledge.topics.includes(topic);

/** Questions asked beside an answer: only where the message really asks. */
const asked = (talk: Talk): Candidate[] =>
  talk.meaning.text.includes('?')
    ? talk.meaning.questions.filter(({ topic }) => isQuestion(talk, topic))
    : [];

async function answerQuestions(talk: Talk, dc: DialogContext, questions: Candidate[]): Promise<void> {
  talk.memory.misses = 0;
  const answered = questions.slice(0, QUESTIONS_A_TURN);
  for (const { topic } of answered) await answer(talk, topic, { quiet: dc.activeDialog !== undefined });
}

/** Says what was understood, where the visitor could not see it from the button they pressed. */
function sayBack(talk: Talk): void {
  const { added, changed } = talk.learned;
  if (changed.length > 0) talk.open(talk.t('profile:corrected', { facts: factsInWords(talk, changed) }));
  else if (!talk.meaning.choice && added.length > 0)
    talk.open(talk.t('profile:noted', { facts: factsInWords(talk, added) }));
}

/** What hangs on an answer that changed is shown again: the verdict, and what was suggested. */
async function recheck(talk: Talk, dc: DialogContext): Promise<void> {
  const { learned, memory } = talk;
  if (learned.changed.length === 0 || dc.activeDialog || talk.facts.events?.includes('checked')) return;
  if (memory.found) await showMandates(talk);
  else if (memory.verdictShown) await showVerdict(talk);
}

/** The visitor told something of themselves that nobody asked for just now. */
async function takeStatement(talk: Talk, dc: DialogContext): Promise<void> {
  talk.memory.misses = 0;
  sayBack(talk);
  const wantsMandates = talk.meaning.questions.some(({ topic }) => topic === 'find-mandate');
  if (dc.activeDialog) {
    await activeForm(dc)?.continueDialog(dc);
    return;
  }
  if (talk.learned.changed.length > 0 && talk.memory.found) return showMandates(talk);
  const wishes: Field[] = ['countries', 'domains', 'departure'];
  const onlyWishes = talk.learned.added.every((field) => wishes.includes(field));
  // Whoever tells of their status, or nearly everything, first wants to know whether they may go at all.
  const tellsAll = talk.learned.added.includes('residency') || talk.learned.added.length > 3;
  const searches = (wantsMandates && !tellsAll) || (onlyWishes && !talk.memory.verdictShown);
  await dc.beginDialog(searches ? 'mandates' : 'eligibility');
}

/** Nothing sure was understood: offers what may have been meant, then examples, then what it can do, then a person. */
async function repair(talk: Talk, dc: DialogContext): Promise<void> {
  const { understood, slots } = talk.meaning;
  const form = activeForm(dc);
  talk.facts.unanswered = form === undefined;
  // A bare yes or no answers the open question badly; it is no question of its own.
  if (form && slots.answer) return form.explainMissing(dc);
  const best = understood?.candidates[0]?.confidence ?? 0;
  if (understood?.zone === 'clarify' && (!form || best >= CLEAR_IN_FORM))
    return clarify(talk, understood.candidates);
  if (form) return form.explainMissing(dc);
  talk.memory.misses += 1;
  await sayMiss(talk);
}

async function clarify(talk: Talk, candidates: Candidate[]): Promise<void> {
  const offered = candidates
    .map(({ topic }) => `topic/${topic}` as ChoiceId)
    .filter(talk.services.labels.has);
  if (offered.length === 0) return sayMiss(talk);
  const first = talk.t('repair:didYouMean');
  const text = talk.memory.lastReplies.includes(first) ? talk.t('repair:didYouMeanAgain') : first;
  await talk.say({ text, choices: [...offered, 'repair/none-of-these'] });
}

async function sayMiss(talk: Talk): Promise<void> {
  const { misses } = talk.memory;
  if (misses <= 1)
    await talk.say({
      text: talk.t('repair:rephrase'),
      choices: ['handoff/pass-on', 'topic/help', 'topic/human'],
    });
  else if (misses === 2) await talk.say({ text: talk.t('repair:whatICan'), choices: STARTERS });
  else if (misses === 3)
    await talk.say({
      text: talk.t('repair:person'),
      choices: ['topic/human', 'handoff/pass-on', 'topic/restart'],
    });
  else
    await talk.say({
      text: talk.t(misses % 2 ? 'repair:stillHere' : 'repair:stillLost'),
      choices: ['topic/human', 'topic/help', 'topic/restart'],
    });
}

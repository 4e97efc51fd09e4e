import type { DialogContext } from 'botbuilder-dialogs';
import type { Candidate } from '../src/understanding/understood.ts';
import { press } from './buttons.ts';
import { COMMANDS, isControl } from './commands.ts';
import { greet, greetBack, isBackAfterPause, STARTERS } from './greeting.ts';
import { addToRequest, contactIn } from './handoff.ts';
import { askedFor } from './in-reply.ts';
import { interpret } from './interpret.ts';
import { followLanguage } from './language.ts';
import { answer, leftInWords, textOf } from './questions.ts';
import { repair, sayUnreadable, unreadableReason } from './repair.ts';
import {
  learnedSomething,
  learnFrom,
  openQuestions,
  recheck,
  sayBack,
  sayOutcome,
  takeStatement,
  tellsSomething,
  wantsRecheck,
  wantsVerdict,
} from './statements.ts';
import { activeForm, dropCourtesy, openForm, resume } from './steering.ts';
import { type Talk, talkOf } from './talk.ts';
import { showVerdict } from './verdict.ts';

/** More answers to one message would be a lecture. */
const ANSWERS_A_TURN = 2;
/** So many bubbles are read in one go. */
const BUBBLES_A_TURN = 3;
/** Bubbles that mandates may take with all there is to say of them. */
const RESULT = 2;
/** A wish to steer the talk must be that sure when the same words also tell something of the visitor. */
const SURE_COMMAND = 0.8;

/** A message of the visitor, from its words to the replies. Who gets it is decided here and nowhere else. */
export async function route(dc: DialogContext): Promise<void> {
  const talk = talkOf(dc.context);
  if (!talk.memory.spoke) talk.event('asked');
  talk.memory.spoke = true;
  const unreadable = unreadableReason(talk);
  if (unreadable) return sayUnreadable(talk, dc, unreadable);

  await listen(talk, dc);
  if (!talk.memory.greeted) {
    // Channels that tell of no arrival: the greeting comes with the first message. To a "hello" it is the answer.
    const saidHello = isIdle(talk);
    if (saidHello) talk.about = 'greeting';
    await greet(talk, saidHello ? STARTERS : []);
    if (saidHello) return;
  }
  if (isBackAfterPause(talk) && isIdle(talk)) {
    talk.about = 'greeting';
    return greetBack(talk);
  }

  const form = activeForm(dc);
  const isClaimed = form?.claims(dc) ?? false;
  const command = isClaimed ? undefined : commandOf(talk);
  if (command) return obey(talk, dc, command);

  if (form?.take(dc)) {
    sayBack(talk);
    if (talk.meaning.text.includes('?'))
      await answerQuestions(talk, dc, openQuestions(talk), form.isDone(dc));
    sayOutcome(talk, form);
    await form.continueDialog(dc);
    return recheck(talk, dc);
  }
  if (isClaimed) return form?.explainMissing(dc);
  if (talk.meaning.choice && (await press(dc, talk.meaning.choice))) return;
  if (await takeContact(talk, dc)) return;

  const questions = openQuestions(talk);
  if (questions.length > 0) {
    if (tellsSomething(talk)) sayBack(talk);
    const judges = !dc.activeDialog && wantsVerdict(talk);
    await answerQuestions(talk, dc, questions, judges || wantsRecheck(talk));
    if (dc.activeDialog) return resume(dc);
    return judges ? showVerdict(talk) : recheck(talk, dc);
  }
  if (tellsSomething(talk)) return takeStatement(talk, dc);

  const opened = talk.meaning.questions.find(({ topic }) => topic in COMMANDS);
  if (opened) return obey(talk, dc, opened.topic);
  return repair(talk, dc);
}

/** What the message means, in which language it is, and what it tells of the visitor. */
async function listen(talk: Talk, dc: DialogContext): Promise<void> {
  const form = activeForm(dc);
  const asking = form ? form.asking(dc) : askedFor(talk.memory);
  talk.meaning = await interpret(talk, asking);
  dropCourtesy(dc);
  followLanguage(talk);
  if (!activeForm(dc)?.claims(dc)) talk.learned = learnFrom(talk, asking);
  keepFacts(talk);
}

function keepFacts(talk: Talk): void {
  const { facts, meaning, memory } = talk;
  const { understood, questions } = meaning;
  const [first] = questions;
  facts.locale = memory.locale;
  facts.topic = first?.topic;
  if (!understood) return;
  facts.evidence = understood.evidence;
  // An answer or a statement asks nothing that could have been understood well or badly.
  if (!first && (meaning.choice || meaning.slots.answer || tellsSomething(talk))) return;
  facts.zone = first ? 'answer' : understood.zone;
  facts.confidence = (first ?? understood.candidates[0])?.confidence;
}

/** "Hello again" and nothing else. */
function isIdle(talk: Talk): boolean {
  const { choice, questions } = talk.meaning;
  const greets = questions.length > 0 && questions.every(({ topic }) => topic === 'greeting');
  return greets && !choice && !tellsSomething(talk);
}

/** Topics that a sentence about oneself is close to: they open a form, and so does the sentence. */
const isProfileTopic = (topic: string): boolean => topic === 'eligibility' || topic === 'find-mandate';

/** The topic that tells the assistant to do something, before anybody looks at what it says of the visitor. */
function commandOf(talk: Talk): string | undefined {
  const asked = talk.meaning.questions.find(({ topic }) => topic in COMMANDS && !isProfileTopic(topic));
  if (!asked) return undefined;
  // "Call me at …" asks for a person, and the number says how: it is taken below.
  if (asked.topic === 'human' && contactIn(talk.meaning)) return undefined;
  const isSure = isControl(asked.topic) && asked.confidence >= SURE_COMMAND;
  const gives = learnedSomething(talk) && !(isSure && talk.learned.changed.length === 0);
  return gives ? undefined : asked.topic;
}

/** Does what a topic stands for; what is said first is about that topic. */
async function obey(talk: Talk, dc: DialogContext, topic: string): Promise<void> {
  talk.about = topic;
  await COMMANDS[topic]?.(talk, dc);
}

/** An address that nobody asked for: whoever has a request waiting wants to be reached by it; else it needs a yes. */
async function takeContact(talk: Talk, dc: DialogContext): Promise<boolean> {
  const contact = contactIn(talk.meaning);
  if (!contact) return false;
  if (!talk.memory.handoff) await openForm(dc, 'handoff', { reason: 'asked', ...contact });
  else {
    await addToRequest(talk, { reason: 'asked', consent: 'yes', ...contact });
    await resume(dc);
  }
  return true;
}

/** `goesOn`: a verdict or mandates come after the answers. */
async function answerQuestions(
  talk: Talk,
  dc: DialogContext,
  questions: Candidate[],
  goesOn = false,
): Promise<void> {
  talk.memory.misses = 0;
  // Each form that is open puts its question once more.
  const later = goesOn ? RESULT : dc.stack.length;
  const opens = talk.bubblesFor(textOf(talk, questions[0]?.topic)) - 1;
  const room = BUBBLES_A_TURN - talk.bubbles - later - opens;
  const quiet = dc.activeDialog !== undefined || goesOn;
  // Where so much was told that it takes a bubble of its own, a result leaves no room for any answer.
  const least = goesOn && opens > 0 ? 0 : 1;
  const answered = questions.slice(0, Math.max(least, Math.min(ANSWERS_A_TURN, room)));
  const left = questions.slice(answered.length).map(({ topic }) => topic);
  // What one would ask next, and what found no room, stands under the last answer only.
  for (const { topic } of answered)
    await answer(talk, topic, { quiet: quiet || topic !== answered.at(-1)?.topic, left });
  if (quiet && left.length > 0) talk.open(leftInWords(talk, left));
}

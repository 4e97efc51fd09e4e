import { EventFactory } from 'botbuilder';
import { parsePhoneNumberFromString } from 'libphonenumber-js';
import { z } from 'zod';
import type { ChoiceId } from './choices.ts';
import { type Answers, Form, type Step } from './form.ts';
import { FIELDS, isKnown } from './memory.ts';
import type { Talk } from './talk.ts';
import { currentVerdict, shownOutcome } from './verdict.ts';
import { fieldInWords } from './wording.ts';

const EMAIL = /[^\s<>(),;:]+@[^\s<>(),;:]+/;

/** May we write to you? Only a clear yes asks for an address. */
const consent: Step = {
  name: 'consent',
  isDone: (_talk, answers) => answers.consent !== undefined,
  ask: ({ t }) => ({
    text: t('handoff:consent.ask'),
    choices: ['handoff/agree', 'handoff/decline', 'topic/cancel'],
  }),
  take({ meaning }, answers) {
    // An address given outright is a yes, and spares the next question.
    if (readContact(meaning.text, answers)) answers.consent = 'yes';
    else if (meaning.choice === 'handoff/agree' || meaning.slots.answer === 'yes') answers.consent = 'yes';
    else if (meaning.choice === 'handoff/decline' || meaning.slots.answer === 'no') answers.consent = 'no';
    return answers.consent !== undefined;
  },
  hint: ({ t }) => t('handoff:consent.hint'),
  skip: (_talk, answers) => {
    answers.consent = 'no';
  },
  undo: (_talk, answers) => {
    delete answers.consent;
  },
};

const contact: Step = {
  name: 'contact',
  claims: ({ meaning }) => /@|\d{3}/.test(meaning.text),
  isDone: (_talk, answers) => answers.consent === 'no' || Boolean(answers.email ?? answers.phone),
  ask: ({ t }) => ({ text: t('handoff:contact.ask'), choices: ['handoff/decline', 'topic/cancel'] }),
  take({ meaning }, answers) {
    if (meaning.choice === 'handoff/decline' || meaning.slots.answer === 'no') {
      answers.consent = 'no';
      return true;
    }
    return readContact(meaning.text, answers);
  },
  hint: ({ t, meaning }) =>
    t(meaning.text.includes('@') ? 'handoff:contact.badEmail' : 'handoff:contact.hint'),
  skip: (_talk, answers) => {
    answers.consent = 'no';
  },
  undo: (_talk, answers) => {
    delete answers.email;
    delete answers.phone;
  },
};

/** Takes an e-mail address or a telephone number out of a message, when it holds a valid one. */
function readContact(text: string, answers: Answers): boolean {
  const email = z.email().safeParse(EMAIL.exec(text)?.[0]?.replace(/\.$/, ''));
  if (email.success) {
    answers.email = email.data;
    return true;
  }
  const phone =
    text.length < 200 ? parsePhoneNumberFromString(text, { defaultCountry: 'CA', extract: true }) : undefined;
  if (!phone?.isValid()) return false;
  answers.phone = phone.number;
  return true;
}

/** Passes the talk on to a person of the team, with a way to reach the visitor only if they agreed. */
export const handoff = new Form(
  'handoff',
  [consent, contact],
  async (talk, answers) => {
    const { t, services } = talk;
    await request(talk, answers);
    const way = answers.consent !== 'yes' ? 'here' : answers.email ? 'email' : 'phone';
    const elsewhere = services.links.contactEmail
      ? t('handoff:done.also', { email: services.links.contactEmail })
      : '';
    await talk.say({ text: [t(`handoff:done.${way}`), elsewhere].filter(Boolean).join(' '), choices: NEXT });
  },
  { cancelled: 'handoff:cancelled' },
);

const NEXT: ChoiceId[] = ['topic/is-it-for-me', 'topic/find-mandate', 'feedback/rate'];

/** Opens a request, or renews the one that waits: what is known now, and a way to reach the visitor. */
async function request(talk: Talk, answers: Answers): Promise<void> {
  const { context, effects, memory, services } = talk;
  const { consent, email, phone } = answers;
  const summary = summaryForTeam(talk, answers);
  const mayWrite = consent === 'yes' && (email || phone);
  effects.handoff = { summary, ...(mayWrite && { contact: { email, phone } }) };
  if (memory.handoff) return;
  memory.handoff = 'waiting';
  talk.event('handoff');
  const activities = await services.readTranscript(context.activity.conversation.id);
  await context.sendActivity(EventFactory.createHandoffInitiation(context, summary, { activities }));
}

/** Adds to the request that waits already, and says so. */
export async function addToRequest(talk: Talk, answers: Answers): Promise<void> {
  await request(talk, answers);
  await talk.say({ text: talk.t('handoff:added'), choices: NEXT });
}

/**
 * The address in a message that nobody asked for one: it goes to the request that waits, since whoever writes it
 * then wants to be reached; without a request it needs a yes first.
 */
export const contactIn = ({ text }: { text: string }): Answers | undefined => {
  const answers: Answers = {};
  return readContact(text, answers) ? answers : undefined;
};

/** What the team needs to help: the questions asked, the verdict, what was suggested. */
export function summaryForTeam(talk: Talk, answers: Answers) {
  const { memory } = talk;
  return {
    reason: answers.reason,
    locale: memory.locale,
    asked: memory.asked,
    profile: FIELDS.filter((field) => isKnown(memory, field)).map((field) => ({
      field,
      text: fieldInWords(talk, field),
    })),
    ...(memory.verdictShown && { verdict: shownOutcome(currentVerdict(talk)) }),
    suggested: memory.found?.ids.slice(0, memory.found.seen) ?? [],
    ...(answers.mandate && { mandate: answers.mandate }),
  };
}

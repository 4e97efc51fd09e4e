import { EventFactory } from 'botbuilder/lib/eventFactory.js';
import { z } from 'zod';
import type { Translate } from '../src/i18n.ts';
import type { ChoiceId } from './choices.ts';
import { saysHere } from './cues.ts';
import { type Answers, Form, type Step } from './form.ts';
import type { Meaning } from './meaning.ts';
import { FIELDS, isKnown } from './memory.ts';
import { phones } from './phones.ts';
import type { Bubble, Talk } from './talk.ts';
import { currentVerdict, shownOutcome } from './verdict.ts';
import { fieldInWords } from './wording.ts';

/** A telephone number further into a message is part of a story. */
const LONGEST = 200;

const EMAIL = /[^\s<>(),;:]+@[^\s<>(),;:]+/;

/** May we write to you? Only a clear yes asks for an address. */
const consent: Step = {
  name: 'consent',
  claims: ({ meaning }) => triesEmail(meaning) || saysHere(meaning.text),
  isDone: (_talk, answers) => answers.consent !== undefined,
  ask: ({ t }, _position, answers) => consentQuestion(answers, t, t('handoff:consent.ask')),
  again: ({ t }, _position, answers) => consentQuestion(answers, t, t('handoff:consent.again')),
  why: ({ t }) => t('handoff:why'),
  take({ meaning }, answers) {
    // An address given outright is a yes, and spares the next question.
    if (readContact(meaning.text, answers)) answers.consent = 'yes';
    else if (meaning.choice === 'handoff/agree' || meaning.slots.answer === 'yes') answers.consent = 'yes';
    else if (isDeclined(meaning)) answers.consent = 'no';
    return answers.consent !== undefined;
  },
  hint: ({ t, meaning }) => t(triesEmail(meaning) ? 'handoff:contact.badEmail' : 'handoff:consent.hint'),
  insist: ({ t, meaning }) => (triesEmail(meaning) ? t('handoff:contact.stillBad') : undefined),
  skip: (_talk, answers) => {
    answers.consent = 'no';
  },
  undo: (_talk, answers) => {
    delete answers.consent;
  },
};

/** "No, answer me here", in whatever words. */
const isDeclined = ({ choice, slots, text }: Meaning): boolean =>
  choice === 'handoff/decline' || slots.answer === 'no' || saysHere(text);

const consentQuestion = (answers: Answers, t: Translate, text: string): Bubble => ({
  // Whoever gave an address unasked is asked about that address.
  text: isAddressed(answers) ? t('handoff:consent.given', { contact: addressOf(answers) }) : text,
  choices: ['handoff/agree', 'handoff/decline', 'topic/cancel'],
});

const contact: Step = {
  name: 'contact',
  claims: ({ meaning }) => /@|\d{3}/.test(meaning.text) || saysHere(meaning.text),
  isDone: (_talk, answers) => answers.consent === 'no' || isAddressed(answers),
  ask: ({ t }) => contactQuestion(t('handoff:contact.ask')),
  again: ({ t }) => contactQuestion(t('handoff:contact.again')),
  why: ({ t }) => t('handoff:why'),
  take({ meaning }, answers) {
    if (isDeclined(meaning)) {
      answers.consent = 'no';
      return true;
    }
    return readContact(meaning.text, answers);
  },
  hint: ({ t, meaning }) => t(triesEmail(meaning) ? 'handoff:contact.badEmail' : 'handoff:contact.hint'),
  insist: ({ t, meaning }) => (triesEmail(meaning) ? t('handoff:contact.stillBad') : undefined),
  skip: (_talk, answers) => {
    answers.consent = 'no';
  },
  undo: (_talk, answers) => {
    delete answers.email;
    delete answers.phone;
  },
};

const contactQuestion = (text: string): Bubble => ({ text, choices: ['handoff/decline', 'topic/cancel'] });

const triesEmail = ({ text }: { text: string }): boolean => text.includes('@');

const isAddressed = ({ email, phone }: Answers): boolean => Boolean(email ?? phone);

/** The way to reach the visitor as they would write it, for them to see a slip. */
const addressOf = ({ email, phone }: Answers): string =>
  email ??
  phones()
    .parsePhoneNumberFromString(phone ?? '')
    ?.formatInternational() ??
  '';

/** "lea at example dot ca", as people dictate it or hide it from robots. */
const asWritten = (text: string): string =>
  text
    .replace(/\s+(?:at|arobase|arroba)\s+|\s*[([](?:at|arobase|arroba)[)\]]\s*/giu, '@')
    .replace(/\s+(?:dot|point|punto)\s+/giu, '.');

const Email = z.email();

/** The shortest numbers of the world have so many digits, the country's code included; looking for one is dear. */
const MAY_HOLD_PHONE = /(?:\p{Nd}\P{Nd}*){6}/u;

/** Takes an e-mail address or a telephone number out of a message, when it holds a valid one. */
function readContact(text: string, answers: Answers): boolean {
  const written = text.includes('@') ? text : asWritten(text);
  const email = Email.safeParse(EMAIL.exec(written)?.[0]?.replace(/\.$/, ''));
  if (email.success) {
    answers.email = email.data;
    return true;
  }
  if (!MAY_HOLD_PHONE.test(text)) return false;
  const [phone] = phones().findPhoneNumbersInText(text.slice(0, LONGEST), 'CA');
  if (!phone) return false;
  answers.phone = phone.number.number;
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
    const done = t(`handoff:done.${way}`, { contact: addressOf(answers) });
    await talk.say({ text: [done, elsewhere].filter(Boolean).join(' '), choices: NEXT });
  },
  { cancelled: 'handoff:cancelled' },
);

const NEXT: ChoiceId[] = ['topic/is-it-for-me', 'topic/find-mandate', 'feedback/rate'];

/** Opens a request, or renews the one that waits: what is known now, and a way to reach the visitor. */
async function request(talk: Talk, answers: Answers): Promise<void> {
  const { context, effects, memory, services } = talk;
  const { consent, email, phone } = answers;
  const summary = summaryForTeam(talk, answers);
  const mayWrite = consent === 'yes' && isAddressed(answers);
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
  const added = isAddressed(answers)
    ? talk.t('handoff:addedContact', { contact: addressOf(answers) })
    : talk.t('handoff:added');
  await talk.say({ text: added, choices: NEXT });
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
function summaryForTeam(talk: Talk, answers: Answers) {
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

import type { DialogContext } from 'botbuilder-dialogs';
import type { Candidate } from '../src/understanding/understood.ts';
import { foldLabel } from './choices.ts';
import { COMMANDS } from './commands.ts';
import { isLanguageRequest } from './language.ts';
import { showMandates } from './mandates.ts';
import { type Field, type Learned, learn } from './memory.ts';
import { activeForm, switchTo } from './steering.ts';
import type { Talk } from './talk.ts';
import { changedOutcome, showVerdict } from './verdict.ts';
import { factsInWords } from './wording.ts';

/** What a question only mentions is no wish: "do you go to Mali?", "English please", "do I need Spanish?". */
const MENTIONS: Record<string, 'countries' | 'languages'> = {
  countries: 'countries',
  languages: 'languages',
  'change-language': 'languages',
};

/** Topics that an answer sounds like: "6 months" tells how long, and asks nothing. */
const SOUNDS_LIKE: Record<string, Field> = {
  duration: 'availability',
  countries: 'countries',
  languages: 'languages',
  domains: 'domains',
  departures: 'departure',
};

/** What one may only wish for; the other fields also decide whether one may go. */
const WISHES: Field[] = ['countries', 'departure'];

/** Takes what the message tells of the visitor into memory. */
export function learnFrom({ memory, meaning }: Talk, asking: string | undefined): Learned {
  const { answer: _answer, number: _number, correction, anything: _anything, ...said } = meaning.slots;
  for (const { topic } of meaning.choice ? [] : meaning.questions) {
    const mentioned = MENTIONS[topic];
    if (!mentioned || mentioned === asking) continue;
    if (isLanguageRequest(meaning, topic) || meaning.text.includes('?')) delete said[mentioned];
  }
  return learn(memory, said, correction ?? false);
}

export const learnedSomething = ({ learned }: Talk): boolean =>
  learned.added.length + learned.changed.length > 0;

/** The message says something of the visitor, new or not. */
export const tellsSomething = (talk: Talk): boolean =>
  learnedSomething(talk) || talk.learned.repeated.length > 0;

/** The questions of a message that have a text of their own. A statement asks nothing, whatever its words are near to. */
export function openQuestions(talk: Talk): Candidate[] {
  const { learned, meaning, services } = talk;
  const asked = meaning.questions.filter(
    ({ topic }) => !(topic in COMMANDS) && services.knowledge.topics.includes(topic),
  );
  if (meaning.choice || meaning.text.includes('?')) return asked;
  const told = [...learned.added, ...learned.changed, ...learned.repeated];
  if (learned.changed.length > 0 || told.length > 1) return [];
  return asked.filter(({ topic }) => !told.includes(SOUNDS_LIKE[topic] as Field));
}

/** Says what was understood, where the visitor could not see it from the button they pressed. */
export function sayBack(talk: Talk): void {
  const { added, changed, repeated } = talk.learned;
  const label = foldLabel(talk.meaning.text);
  const wasOffered = talk.memory.offered[0]?.some(({ title }) => foldLabel(title) === label);
  const say = (key: 'profile:corrected' | 'profile:noted' | 'profile:known', fields: Field[]) =>
    talk.open(talk.t(key, { facts: factsInWords(talk, fields) }));
  if (changed.length > 0) say('profile:corrected', [...changed, ...added]);
  else if (wasOffered) return;
  else if (added.length > 0) say('profile:noted', added);
  else if (repeated.length > 0) say('profile:known', repeated);
}

/** Says that the verdict is another one now, where it is not shown as a whole. */
export function sayOutcome(talk: Talk): void {
  const outcome = changedOutcome(talk);
  if (outcome) talk.open(talk.t(`eligibility:changed.${outcome}`));
}

/** What hangs on an answer that changed is shown again: the verdict, and what was suggested. */
export async function recheck(talk: Talk, dc: DialogContext): Promise<void> {
  const { learned, memory } = talk;
  if (learned.changed.length === 0 || dc.activeDialog || talk.facts.events?.includes('checked')) return;
  if (memory.found) {
    sayOutcome(talk);
    await showMandates(talk);
  } else if (memory.verdictShown) await showVerdict(talk);
}

/** The visitor told something of themselves that nobody asked for just now. */
export async function takeStatement(talk: Talk, dc: DialogContext): Promise<void> {
  const { learned, meaning, memory } = talk;
  memory.misses = 0;
  sayBack(talk);
  const form = activeForm(dc);
  // "Can I go with a study permit?" wants the verdict, whatever else is under way.
  const asksVerdict = meaning.text.includes('?') && meaning.questions[0]?.topic === 'eligibility';
  if (form && asksVerdict) return switchTo('eligibility')(talk, dc);
  if (form) {
    sayOutcome(talk);
    await form.continueDialog(dc);
    return;
  }
  if (memory.found && learned.added.length === 0) {
    sayOutcome(talk);
    return showMandates(talk);
  }
  await dc.beginDialog(searches(talk) ? 'mandates' : 'eligibility');

  function searches({ learned: { added, changed, repeated } }: Talk): boolean {
    const told = [...added, ...changed, ...repeated];
    if (told.every((field) => WISHES.includes(field))) return true;
    // Whoever tells of their status, or nearly everything, first wants to know whether they may go at all.
    if (told.includes('residency') || told.length > 3) return false;
    // A correction of what the verdict stands on asks for the verdict, not for a search.
    if (memory.verdictShown && changed.length > 0 && added.length === 0) return false;
    const wantsMandates = meaning.questions.some(({ topic }) => topic === 'find-mandate');
    const onlyWishes = told.every((field) => field === 'domains' || WISHES.includes(field));
    return wantsMandates || (onlyWishes && !memory.verdictShown);
  }
}

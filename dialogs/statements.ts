import type { DialogContext } from 'botbuilder-dialogs';
import type { Candidate } from '../src/understanding/understood.ts';
import { foldLabel } from './choices.ts';
import { COMMANDS } from './commands.ts';
import type { Form } from './form.ts';
import { isLanguageRequest } from './language.ts';
import { showMandates } from './mandates.ts';
import { FIELDS, type Field, isKnown, JUDGED, type Learned, learn } from './memory.ts';
import { countryAskedWhy, elsewhereInWords, withoutMandates } from './places.ts';
import { activeForm, switchTo } from './steering.ts';
import type { Talk } from './talk.ts';
import { changedOutcome, showVerdict } from './verdict.ts';
import { factsInWords } from './wording.ts';

/** What a question only mentions is no wish: "do you go to Mali?", "is Haiti safe?", "do I need Spanish?". */
const MENTIONED = ['countries', 'languages'] as const;

/** Questions that are after mandates: what they name is wished for. */
const SEARCHING = ['departures', 'all-mandates'];

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

/** A minor is told first what is known of age limits. */
const OF_AGE = 18;

/** Takes what the message tells of the visitor into memory. */
export function learnFrom(talk: Talk, asking: string | undefined): Learned {
  const { memory, meaning, services } = talk;
  const { answer: _answer, number: _number, correction, anything: _anything, ...said } = meaning.slots;
  for (const { topic } of meaning.choice || meaning.isApart ? [] : meaning.questions) {
    if (isLanguageRequest(meaning, topic) && asking !== 'languages') delete said.languages;
    if (topic in COMMANDS || SEARCHING.includes(topic) || !services.knowledge.topics.includes(topic))
      continue;
    for (const field of MENTIONED) if (field !== asking && isMention(talk, topic, field)) delete said[field];
  }
  // "Why not Nepal?" asks of what was shown; it wishes for nothing.
  if (memory.found && countryAskedWhy(meaning.text)) delete said.countries;
  talk.elsewhere = withoutMandates(talk, said.countries ?? []);
  if (talk.elsewhere.length > 0) {
    said.countries = said.countries?.filter((code) => !talk.elsewhere.includes(code));
    if (said.countries?.length === 0) delete said.countries;
  }
  return learn(memory, said, correction ?? false);
}

/** Without a question mark it is one when the message tells nothing else, and its words are no wish by themselves. */
function isMention({ meaning: { slots, text } }: Talk, topic: string, field: Field): boolean {
  const tellsMore = FIELDS.some((other) => other !== field && isKnown({ profile: slots }, other));
  return text.includes('?') || (!tellsMore && SOUNDS_LIKE[topic] !== field);
}

export const learnedSomething = ({ learned }: Talk): boolean =>
  learned.added.length + learned.changed.length > 0;

/** The message says something of the visitor, new or not. */
export const tellsSomething = (talk: Talk): boolean =>
  learnedSomething(talk) || talk.learned.repeated.length > 0 || talk.elsewhere.length > 0;

/** The questions of a message that have a text of their own. A statement asks nothing, whatever its words are near to. */
export function openQuestions(talk: Talk): Candidate[] {
  const { learned, meaning, memory, services } = talk;
  const asked = meaning.questions.filter(
    ({ topic }) => !(topic in COMMANDS) && services.knowledge.topics.includes(topic),
  );
  if ((meaning.slots.age ?? OF_AGE) < OF_AGE && !memory.asked.includes('age'))
    return [{ topic: 'age', confidence: 1 }];
  if (meaning.choice || meaning.text.includes('?')) return asked;
  const isElsewhere = talk.elsewhere.length > 0;
  const told = [
    ...learned.added,
    ...learned.changed,
    ...learned.repeated,
    ...(isElsewhere ? ['countries'] : []),
  ];
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
  if (changed.length > 0)
    say(talk.learned.corrects ? 'profile:corrected' : 'profile:noted', [...changed, ...added]);
  else if (wasOffered) return;
  else if (added.length > 0) say('profile:noted', added);
  else if (repeated.length > 0) say('profile:known', repeated);
  if (talk.elsewhere.length > 0) talk.open(elsewhereInWords(talk, talk.elsewhere));
}

/** Says that the verdict is another one now, where no form is about to show it as a whole. */
export function sayOutcome(talk: Talk, form?: Form): void {
  const outcome = form?.id === 'eligibility' ? undefined : changedOutcome(talk);
  if (outcome) talk.open(talk.t(`eligibility:changed.${outcome}`));
}

/** Facts that came with a question: once everything is known, they want the verdict beside the answer. */
export const wantsVerdict = ({ learned, memory }: Talk): boolean =>
  learned.added.length > 0 && !memory.verdictShown && JUDGED.every((field) => isKnown(memory, field));

/** Something that was shown before hangs on an answer that is another one now. */
export const wantsRecheck = ({ learned, memory }: Talk): boolean =>
  learned.changed.length > 0 && (memory.found !== undefined || memory.verdictShown);

/** What hangs on an answer that changed is shown again: the verdict, and what was suggested. */
export async function recheck(talk: Talk, dc: DialogContext): Promise<void> {
  const { memory } = talk;
  if (!wantsRecheck(talk) || dc.activeDialog || talk.hasShown) return;
  if (!memory.found) return showVerdict(talk);
  sayOutcome(talk);
  await showMandates(talk);
}

/** The visitor told something of themselves that nobody asked for just now. */
export async function takeStatement(talk: Talk, dc: DialogContext): Promise<void> {
  const { learned, meaning, memory } = talk;
  memory.misses = 0;
  sayBack(talk);
  const form = activeForm(dc);
  // "Can I go with a study permit?" wants the verdict, whatever else is under way.
  const asksVerdict = meaning.text.includes('?') && meaning.questions[0]?.topic === 'eligibility';
  if (form && asksVerdict) {
    talk.about = 'eligibility';
    return switchTo('eligibility')(talk, dc);
  }
  if (form) {
    sayOutcome(talk, form);
    await form.continueDialog(dc);
    return;
  }
  if (memory.found && learned.added.length === 0) {
    sayOutcome(talk);
    return showMandates(talk);
  }
  const isSearch = searches(talk);
  talk.about = isSearch ? 'find-mandate' : 'eligibility';
  await dc.beginDialog(isSearch ? 'mandates' : 'eligibility');

  function searches({ learned: { added, changed, repeated } }: Talk): boolean {
    const told = [...added, ...changed, ...repeated];
    // The answer on languages has promised mandates for those that one speaks.
    if (memory.previousTopic === 'languages' && told.every((field) => field === 'languages')) return true;
    if (told.every((field) => WISHES.includes(field))) return true;
    // A wish after the verdict is for the search, whatever else was said again.
    if (memory.verdictShown && changed.length === 0 && added.some((field) => WISHES.includes(field)))
      return true;
    // Whoever tells of their status, or nearly everything, first wants to know whether they may go at all.
    if (told.includes('residency') || told.length > 3) return false;
    // A correction of what the verdict stands on asks for the verdict, not for a search.
    if (memory.verdictShown && changed.length > 0 && added.length === 0) return false;
    const wantsMandates = meaning.questions.some(({ topic }) => topic === 'find-mandate');
    const onlyWishes = told.every((field) => field === 'domains' || WISHES.includes(field));
    return wantsMandates || (onlyWishes && !memory.verdictShown);
  }
}

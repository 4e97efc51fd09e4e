import { addMonths, monthOf } from '../src/day.ts';
import type { Candidate, Slots, Understood } from '../src/understanding/understood.ts';
import type { ChoiceId } from './choices.ts';
import { asksWhatToChange, asksWhatToConfirm, asksWhyAsked, asksWhyOfOne, asksYesOrNo } from './cues.ts';
import { chosen, impliedChoice, isBare } from './in-reply.ts';
import type { Meaning } from './meaning.ts';
import { FIELDS, OTHER_LANGUAGE } from './memory.ts';
import { countryAskedWhy } from './places.ts';
import type { Talk } from './talk.ts';

/** Months that a choice of the availability step stands for. */
const AVAILABILITY = {
  'under-3': { minMonths: 1, maxMonths: 2 },
  '3-6': { minMonths: 3, maxMonths: 6 },
  '6-12': { minMonths: 6, maxMonths: 12 },
  'over-12': { minMonths: 13 },
} as const;

/** Months from now that a choice of the departure step stands for. */
const DEPARTURE = { now: 0, 'in-3-months': 3, 'in-6-months': 6, 'in-a-year': 12 } as const;

/** The level taken for a language that is only named: enough to work in, to be confirmed by the team. */
const NAMED_LEVEL = 'B2';

/** Questions read one by one in a message; nobody asks more in earnest. */
const SENTENCES_READ = 3;

const EXPLAIN: Candidate = { topic: 'explain', confidence: 1 };

/** Finds what the message of this turn means: a button's label first, then the words themselves. */
export async function interpret(talk: Talk, asking: string | undefined): Promise<Meaning> {
  const text = (talk.context.activity.text ?? '').trim();
  const pressed = chosen(talk, text, asking);
  if (pressed) return { text, ...pressed, ...meaningOf(pressed.choice, talk.now) };
  const understood = await understand(talk, text);
  // "So is that a no?" asks about the result, and says no to nothing.
  if (talk.memory.verdictShown && asking === undefined && asksYesOrNo(text))
    return { text, slots: {}, questions: [EXPLAIN], understood };
  const implied = impliedChoice(talk, text, understood, asking);
  if (implied) return { text, choice: implied, ...meaningOf(implied, talk.now), understood };
  const both = await apart(talk, text, understood);
  if (both) return { text, ...both, isApart: true, understood };
  return {
    text,
    slots: understood.slots,
    questions: questionsOf(talk, text, understood, asking),
    understood,
  };
}

const understand = ({ services, memory, now }: Talk, text: string, locale = memory.locale) =>
  services.understanding.understand(text, { locale, previousTopic: memory.previousTopic, now });

/** What a message asks that its words alone do not settle: a bare yes asks nothing, "why the second?" needs a list. */
function questionsOf(
  { memory }: Talk,
  text: string,
  understood: Understood,
  asking: string | undefined,
): Candidate[] {
  const isAwaited = asking !== undefined || text.split(/\s+/).length === 1;
  if (isAwaited && isBare(text, understood)) return [];
  const nearReasons = understood.candidates[0]?.topic === 'explain' && asksWhatToChange(text);
  const isAboutQuestion = asking !== undefined && asksWhyAsked(text);
  const isAboutResult =
    (memory.found && (asksWhyOfOne(text) || countryAskedWhy(text))) ||
    (memory.verdictShown && asksWhatToConfirm(text));
  if (nearReasons || isAboutQuestion || isAboutResult) return [EXPLAIN];
  return understood.questions;
}

const tells = (slots: Slots): boolean =>
  slots.availability !== undefined || FIELDS.some((field) => field !== 'departure' && slots[field]);

/**
 * A question beside what somebody says of themselves: "I'm a nurse with four months, is it paid?". Read as one, the
 * facts would drown the question and the question would cast doubt on the facts; so each is read alone, of a
 * sentence that asks its last clause first. Nothing when the message does not do both.
 */
async function apart(
  talk: Talk,
  text: string,
  { slots, language }: Understood,
): Promise<Pick<Meaning, 'slots' | 'questions'> | undefined> {
  const sentences = text.match(/[^.!?¿;:\n–—]+\?/g)?.slice(0, SENTENCES_READ) ?? [];
  if (isOneQuestion(text, sentences)) return undefined;
  const questions: Candidate[] = [];
  let told = text;
  for (const sentence of sentences) {
    const clause = sentence.slice(sentence.lastIndexOf(',') + 1);
    for (const part of new Set([clause, sentence])) {
      const asked = part === text ? [] : (await understand(talk, part.trim(), language)).questions;
      if (asked.length === 0) continue;
      questions.push(...asked);
      told = told.replace(part, ' ');
      break;
    }
  }
  if (questions.length === 0 || !/\p{L}/u.test(told)) return undefined;
  const facts = (await understand(talk, told.trim(), language)).slots;
  if (!tells(facts) && !tells(slots)) return undefined;
  const { countries: _countries, languages: _languages, ...others } = slots;
  return { slots: { ...others, ...facts }, questions };
}

/** It leaves nothing to be told beside the question: most messages, and each reading less is time. */
const isOneQuestion = (text: string, [only, ...others]: string[]): boolean =>
  only !== undefined &&
  others.length === 0 &&
  !only.includes(',') &&
  !/\p{L}/u.test(text.replace(only, () => ' '));

/** A choice says what it says, at any time: a pressed country is a wish, a pressed topic is a question. */
function meaningOf(choice: ChoiceId, now: Date): Pick<Meaning, 'slots' | 'questions'> {
  const [group, name] = choice.split('/') as [string, string];
  const slots = slotsOf(group, name, now);
  return { slots, questions: group === 'topic' ? [{ topic: name, confidence: 1 }] : [] };
}

function slotsOf(group: string, name: string, now: Date): Slots {
  switch (group) {
    case 'residency':
      return { residency: name as Slots['residency'] };
    case 'languages':
      return {
        // "Spanish only" leaves nothing of what was said of other languages.
        correction: true,
        languages:
          name === 'none'
            ? { [OTHER_LANGUAGE]: NAMED_LEVEL }
            : Object.fromEntries(name.split('-').map((code) => [code, NAMED_LEVEL])),
      };
    case 'availability':
      return { availability: AVAILABILITY[name as keyof typeof AVAILABILITY] };
    case 'domain':
      return { domains: [name as NonNullable<Slots['domains']>[number]] };
    case 'departure':
      return { availability: { from: monthOf(addMonths(now, DEPARTURE[name as keyof typeof DEPARTURE])) } };
    case 'country':
      return { countries: name === 'any' ? [] : [name] };
    default:
      return {};
  }
}

import type { Candidate, Slots, Understood } from '../src/understanding/understood.ts';
import { addMonths, monthOf } from './calendar.ts';
import type { ChoiceId } from './choices.ts';
import { OTHER_LANGUAGE } from './memory.ts';
import type { Talk } from './talk.ts';

/** What a message means to the dialogs, whether it was typed or pressed. */
export interface Meaning {
  text: string;
  /** The button whose label the message is. */
  choice?: ChoiceId;
  /** What it says of the visitor. */
  slots: Slots;
  /** The questions it asks, sure enough to be answered, in its order. */
  questions: Candidate[];
  understood?: Understood;
}

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

/** Finds what the message of this turn means: a button's label first, then the words themselves. */
export async function interpret(talk: Talk, asking: string | undefined): Promise<Meaning> {
  const text = (talk.context.activity.text ?? '').trim();
  const choice = chosen(talk, text, asking);
  if (choice) return { text, choice, ...meaningOf(choice, talk.now) };
  const { locale, previousTopic } = talk.memory;
  const understood = await talk.services.understanding.understand(text, {
    locale,
    previousTopic,
    now: talk.now,
  });
  const { slots, questions } = understood;
  return { text, slots, questions, understood };
}

function chosen(talk: Talk, text: string, asking: string | undefined): ChoiceId | undefined {
  const number = /^\s*(\d{1,2})[.)]?\s*$/.exec(text)?.[1];
  if (number && talk.services.numbersChoices(talk.context.activity.channelId))
    return talk.memory.offered[0]?.[Number(number) - 1]?.id as ChoiceId | undefined;
  const choice = talk.services.labels.find(text, talk.memory.locale);
  // "Français", when it was asked which languages the visitor speaks, is no wish to talk in French.
  return asking === 'languages' && choice?.startsWith('locale/') ? undefined : choice;
}

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

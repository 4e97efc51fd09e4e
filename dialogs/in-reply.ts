import type { Understood } from '../src/understanding/understood.ts';
import { type ChoiceId, foldLabel } from './choices.ts';
import {
  asksToTell,
  barePointer,
  namedPointer,
  type Pointer,
  saysLiking,
  saysNone,
  saysOtherCountry,
  saysSoon,
} from './cues.ts';
import type { Meaning } from './meaning.ts';
import type { Memory } from './memory.ts';
import { numberOfPointer } from './search.ts';
import type { Talk } from './talk.ts';

/** A yes or a no of more words may say something else as well. */
const BARE_WORDS = 3;
/** Topics that "I am interested in the first" is close to. */
const NEAR_LIKING = ['compliment', 'apply'];
/** Topics that a bare yes or no is close to, as manners go. */
const POLITE = ['skip', 'goodbye', 'thanks'];

/** What an answer has just asked for, where no form asks: "tell me which languages you speak". */
export const askedFor = ({ previousTopic, offered }: Memory): string | undefined =>
  previousTopic === 'languages' && !offered[0]?.some(({ id }) => id.startsWith('locale/'))
    ? 'languages'
    : undefined;

/** The button whose label the message is, or whose place or meaning it names where only that can be meant. */
export function chosen(
  { context, memory, services }: Talk,
  text: string,
  asking: string | undefined,
): (Pick<Meaning, 'choice' | 'typedIn'> & { choice: ChoiceId }) | undefined {
  const offered = memory.offered[0] ?? [];
  const number = /^\s*(\d{1,2})[.)]?\s*$/.exec(text)?.[1];
  if (number) {
    const rating = offered.find(({ title }) => title.startsWith(`${number} – `));
    const place = services.numbersChoices(context.activity.channelId)
      ? offered[Number(number) - 1]
      : undefined;
    const choice = (rating ?? place)?.id as ChoiceId | undefined;
    return choice && { choice };
  }
  // "None" is the last of these answers, and no wish to leave the question open.
  if ((asking === 'residency' || asking === 'languages') && saysNone(text))
    return { choice: `${asking}/none` };
  // "Soon" says when, and no goodbye.
  if (asking === 'departure' && saysSoon(text)) return { choice: 'departure/now' };
  const found = services.labels.find(text, memory.locale);
  // "Français", when it was asked which languages the visitor speaks, is no wish to talk in French.
  if (!found || (asking === 'languages' && found.id.startsWith('locale/'))) return undefined;
  const label = foldLabel(text);
  const wasOffered = memory.offered.flat().some(({ title }) => foldLabel(title) === label);
  return { choice: found.id, ...(!wasOffered && { typedIn: found.locale }) };
}

/** What a yes, a no or "the second one" stands for after what was said last. */
export function impliedChoice(
  talk: Talk,
  text: string,
  understood: Understood,
  asking: string | undefined,
): ChoiceId | undefined {
  const { memory } = talk;
  const { means = {} } = memory;
  const pointer = barePointer(text);
  if (pointer) return thingMeant(memory, pointer);
  const asksElse = understood.questions.some(({ topic }) => !NEAR_LIKING.includes(topic));
  const one = memory.found?.seen && !asksElse ? mandateMeant(talk, text) : undefined;
  if (one) return one;
  const { answer, countries = [] } = understood.slots;
  if (memory.found && countries.length === 0 && saysOtherCountry(text)) return 'mandates/other-country';
  if (answer !== 'yes' && answer !== 'no') return undefined;
  const isMeant = isBare(text, understood) || (asking !== undefined && isShort(talk, text, understood));
  return isMeant ? (means[answer] as ChoiceId | undefined) : undefined;
}

/** A mandate is named by the number on its card, anything else by its place among what was offered. */
function thingMeant({ means = {} }: Memory, pointer: Pointer): ChoiceId | undefined {
  const { nth = [] } = means;
  if ('place' in pointer) return nth[pointer.place - 1] as ChoiceId | undefined;
  const isMandate = nth[0]?.startsWith('mandates/why-');
  return isMandate ? `mandates/why-${pointer.number}` : (nth[pointer.number - 1] as ChoiceId | undefined);
}

/** "Tell me about the second", "I like the first": what the buttons of a mandate's card say. */
function mandateMeant(talk: Talk, text: string): ChoiceId | undefined {
  const pointer = namedPointer(text);
  const number = pointer && numberOfPointer(talk, pointer);
  if (!number) return undefined;
  if (saysLiking(text)) return `mandates/interested-${number}`;
  return asksToTell(text) ? `mandates/why-${number}` : undefined;
}

/** To a question that stands, "no, not really" is a no, however near its words are to a topic. */
const isShort = ({ services }: Talk, text: string, { questions }: Understood): boolean =>
  text.split(/\s+/).length <= BARE_WORDS &&
  !text.includes('?') &&
  questions.every(({ topic }) => POLITE.includes(topic) || services.knowledge.topics.includes(topic));

/** A yes or a no with nothing beside it but manners. */
export function isBare(text: string, { slots, questions }: Understood): boolean {
  const words = text.split(/\s+/).length;
  if (slots.answer !== 'yes' && slots.answer !== 'no') return false;
  return words === 1 || (words <= BARE_WORDS && questions.every(({ topic }) => POLITE.includes(topic)));
}

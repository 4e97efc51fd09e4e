import { foldLabel } from './choices.ts';

/**
 * Words that tell apart what is asked within one topic, and which of several things is meant. They are read with
 * case and accents folded, in the three languages at once, since visitors mix them.
 */
const ERASE = /\b(delet|eras|remov|forget|wip|effac|supprim|detrui|oubli|borr|elimin|suprim|olvid)/;
const CHANGE = /\b(chang|improv|missing|lack|manqu|amelior|faudrait|cambi|falta|mejor)/;
const WHY = /\b(why|how come|pourquoi|por que)\b/;
const NOT = /\b(not|t|pas|no)\b/;

const NUMBERED = /\b(?:number|no|numero|option|opcion|the|le|la|el)? ?([1-3])(?:st|nd|rd|er|e|re|eme|o|a)?\b/;
const ORDINALS = [
  /\b(first|premiere?|primer[oa]?)\b/,
  /\b(second|deuxieme|seconde?|segund[oa])\b/,
  /\b(third|troisieme|tercer[oa]?)\b/,
];
/** An answer to "which of these are you?" that a message may be as a whole. */
const NONE =
  /^(none( of (them|these|those))?|aucune?( de (ces|celles la|ceux la))?|ningun[oa]?( de est[ao]s)?)$/;
/** What may stand around "second" without making it more than the name of a thing. */
const AROUND =
  /\b(the|one|number|option|please|that|le|la|l|celui|celle|de|s il vous plait|svp|el|opcion|por favor)\b/g;

/** The request to erase, among all that is said of one's data. A question about it is no request. */
export const asksToErase = (text: string): boolean => !text.includes('?') && ERASE.test(foldLabel(text));

/** "What could I change?", among all that is asked about a result. */
export const asksWhatToChange = (text: string): boolean => CHANGE.test(foldLabel(text));

/** "Why not …": what speaks against it is wanted first. */
export const asksWhyNot = (text: string): boolean => NOT.test(foldLabel(text));

/** "None", and nothing else. */
export const saysNone = (text: string): boolean => NONE.test(foldLabel(text));

/** Which of the things shown a message speaks of: 1 for "the first one", "number 1", « la première ». */
export function ordinalIn(text: string): number | undefined {
  const words = foldLabel(text);
  const named = ORDINALS.findIndex((ordinal) => ordinal.test(words));
  if (named >= 0) return named + 1;
  const digit = NUMBERED.exec(words)?.[1];
  return digit ? Number(digit) : undefined;
}

/** The same where the message names the thing and says nothing else: "the second one", but not "the second week". */
export function bareOrdinal(text: string): number | undefined {
  const words = foldLabel(text);
  // A digit alone may be months, years or a rating.
  if (/^\d+$/.test(words)) return undefined;
  const rest = [...ORDINALS, NUMBERED].reduce((left, ordinal) => left.replace(ordinal, ''), words);
  return rest.replace(AROUND, '').trim() === '' ? ordinalIn(text) : undefined;
}

/** "Why the second one?" */
export const asksWhyOfOne = (text: string): boolean =>
  WHY.test(foldLabel(text)) && ordinalIn(text) !== undefined;

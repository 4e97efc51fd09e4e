import type { Residency } from '../src/profile.ts';
import { foldLabel } from './choices.ts';

/**
 * Words that tell apart what is asked within one topic, and which of several things is meant. They are read with
 * case and accents folded, in the three languages at once, since visitors mix them.
 */
const ERASE = /\b(delet|eras|remov|forget|wip|effac|supprim|detrui|oubli|borr|elimin|suprim|olvid)/;
const CHANGE = /\b(chang|improv|missing|lack|manqu|amelior|faudrait|cambi|falta|mejor)/;
const WHY = /\b(why|how come|pourquoi|por que)\b/;
const NOT = /\b(not|t|pas|no)\b/;
const LIKING =
  /\b(like|love|interest\w*|prefer|choose|take|plait|aime|interesse\w*|prefere|choisis|prends|gusta|encanta|interesa\w*|prefiero|elijo|tomo)\b/;
const SPEAKS =
  /\b(also (speak|know)|speak \w+ (too|as well)|parle aussi|aussi (l )?(anglais|espagnol|francais)|tambien hablo|hablo tambien|hablo \w+ tambien)\b|^((yo )?hablo|(moi )?je parle|i speak) \w+$/;
const TELL =
  /\b(tell|more about|details?|describe|parle\w*|dis|dites|plus sur|decri\w*|habl\w*|cuent\w*|mas sobre|detalles?|describ\w*)\b/;
/** "Why?", or why that is asked; "why is it so?" is about a result. */
const WHY_ASKED =
  /^(and |but |et |mais |y |pero )?(why|how come|pourquoi|por que)( (do|would) you (ask|need|want).*| (me )?(demand|pregunt|vous me demand|voulez vous|vous faut|vous avez besoin|necesita|quiere saber|lo pregunta).*| (cette|esta) (question|pregunta)| (is )?that)?$/;

const TRADE =
  /^(?:i['’]?m an?|i am an?|i work as an?|je suis(?: une?)?|je travaille comme|soy(?: una?)?|trabajo (?:como|de)) ([^?]{3,40})$/iu;

const NUMBER = /\b(?:number|n ?[oº]?|numero|option|opcion) ?(\d{1,3})\b/;
const LOOSE_NUMBER = /\b(?:the|le|la|el) (\d{1,3})\b|\b(\d{1,3})$/;
const ORDINALS = [
  /\b(first|1st|premiere?|1(er|re)|primer[oa]?|1[oa])\b/,
  /\b(second|2nd|deuxieme|seconde?|2e(me)?|segund[oa]|2[oa])\b/,
  /\b(third|3rd|troisieme|3e(me)?|tercer[oa]?|3[oa])\b/,
];
/** An answer to "which of these are you?" that a message may be as a whole. */
const NONE =
  /^(i have |i ve got )?(none( of (them|these|those))?|(je )?(n |j )?(en ai )?aucune?( de (ces|celles la|ceux la))?|(no tengo )?ningun[oa]?( de est[ao]s)?)$/;
const DENIES = '(?:not|isn t|don t|no|ni|neither|nor|without|pas|sans|non|sin|tampoco)';
const denying = (words: string): RegExp => new RegExp(`\\b${DENIES}\\b(?: \\p{L}+){0,4}? (?:${words})`, 'u');
const DENIED: [Residency, RegExp][] = [
  ['citizen', denying('citizens?|canadian|citoyen|canadien|ciudadan|canadiense|citizenship')],
  [
    'permanent-resident',
    denying('permanent residen|pr\\b|residen\\p{L}+ permanent|resident\\p{L}* permanent'),
  ],
  [
    'temporary-resident',
    denying('temporary|temporaire|temporal|(?:work |study |student )?(?:permit|visa)|permis|permiso'),
  ],
];
const SOON =
  /^(?:(?:very|quite|pretty|fairly|tres|assez|le plus|muy|bastante|lo mas) )?(?:soon|quickly|bientot|prochainement|rapidement|vite|pronto|rapido)(?: possible| as possible| please| svp| por favor)?$/;
const OTHER_COUNTRY =
  /^(?!hay |are |is |do |have |y a |il y a |avez |tienen? )(?:\p{L}+ ){0,4}?(?:other|another|different|autres?|otros?|distintos?)(?: (?:country|countries|places?|pays|endroits?|pais|paises|lugar|lugares))(?: (?:please|instead|different|distinto|s il vous plait|svp|por favor|plutot))?$|^(?:un )?(?:pays different|pais (?:distinto|diferente))$|^(?:(?:and|et|y) )?(?:somewhere else|elsewhere|ailleurs|en otra parte|otro lado)$/u;
const HERE =
  /^(?:(?:no|non|nope|rather|just|i prefer|i d rather|plutot|juste|je prefere|mejor|mas bien|prefiero|solo) )*(?:answer me |reply |answer |repond\w* (?:moi )?|respond\w* |contest\w* )?(?:here|ici|aqui|aca|in th(?:e|is) chat|dans (?:ce|le) (?:chat|clavardage|tchat)|en (?:este|el) chat)(?: please| svp| s il vous plait| por favor)?$/u;
const SO_YES_OR_NO =
  /^(?:(?:so|then|ok|donc|alors|entonces|pues) )*(?:(?:is (?:that|it)|that s|it s|c est|est ce|es|seria) )?(?:(?:a|un) )?(?:yes|no|oui|non|si)(?: or (?:a )?no| ou non| o no)?(?: then| donc| alors| entonces)?$/;
const REMARK =
  /^(?:c est|ca|it s|it is|that|this|there|is|are|was|il|elle|es|esta|eso|hay|y a|what|how|when|where|why|who|quand|combien|comment|pourquoi|cuando|cuanto|como|donde|por que)\b/;
const CONFIRM = /\bconfirm/;
const WHY_OR_WHAT =
  /\b(why|what|which|pourquoi|quoi|qu|que|quels?|quelles?|por que|cual|cuales|reste|left|falta|queda)\b/;
const CONDITIONS =
  /\b((in)?eligib\w*|elegib\w*|(in)?admissib\w*|admisib\w*|qualif\w*|conditions?|requirements?|criteria|criteres?|condiciones|requisitos?|cumplo)\b/;
const NOTHING = /\b(not|t|pas|no|nothing|none|rien|aucun\w*|nada|ningun\w*|hay)\b/;
/** What may stand around "second" without making it more than the name of a thing. */
const AROUND =
  /\b(the|one|number|option|please|that|le|la|l|celui|celle|de|s il vous plait|svp|el|opcion|por favor)\b/g;

/** What somebody says they are or work as, in their own words: "massage therapist" in "I'm a massage therapist". */
export const tradeIn = (text: string): string | undefined => TRADE.exec(text.trim())?.[1];

/** The request to erase, among all that is said of one's data. A question about it is no request. */
export const asksToErase = (text: string): boolean => !text.includes('?') && ERASE.test(foldLabel(text));

/** "What could I change?", among all that is asked about a result. */
export const asksWhatToChange = (text: string): boolean => CHANGE.test(foldLabel(text));

/** "Why do you ask?", of the question that stands. */
export const asksWhyAsked = (text: string): boolean => WHY_ASKED.test(foldLabel(text));

/** "I also speak …", or "I speak …" and nothing else. */
export const saysSpeaks = (text: string): boolean => SPEAKS.test(foldLabel(text));

/** "I like …", of something shown. */
export const saysLiking = (text: string): boolean =>
  LIKING.test(foldLabel(text)) && !NOT.test(foldLabel(text));

/** "Tell me more about …" */
export const asksToTell = (text: string): boolean => TELL.test(foldLabel(text));

/** "Why not …": what speaks against it is wanted first. */
export const asksWhyNot = (text: string): boolean => NOT.test(foldLabel(text));

/** "Soon", and nothing else. */
export const saysSoon = (text: string): boolean => SOON.test(foldLabel(text));

/** "Here", of where an answer is to come. */
export const saysHere = (text: string): boolean => HERE.test(foldLabel(text));

/** "So is that a no?", of a result. */
export const asksYesOrNo = (text: string): boolean =>
  text.includes('?') && foldLabel(text).includes(' ') && SO_YES_OR_NO.test(foldLabel(text));

/** A sentence about something, where a name was asked for: "it's far", « quand je veux ». */
export const remarks = (text: string): boolean => text.includes('?') || REMARK.test(foldLabel(text));

/** "Another country", without naming one. */
export const saysOtherCountry = (text: string): boolean => OTHER_COUNTRY.test(foldLabel(text));

/** "What is left to confirm?", "why to be confirmed?": of a verdict. */
export const asksWhatToConfirm = (text: string): boolean =>
  CONFIRM.test(foldLabel(text)) && WHY_OR_WHAT.test(foldLabel(text));

/** "Why am I not eligible?", of the conditions and not of a mandate. */
export const speaksOfConditions = (text: string): boolean =>
  CONDITIONS.test(foldLabel(text)) || CONFIRM.test(foldLabel(text));

/** "Why not …?", "why is there nothing in …?" */
export const asksWhyNothing = (text: string): boolean =>
  WHY.test(foldLabel(text)) && NOTHING.test(foldLabel(text));

/** The statuses that a message says are not the visitor's: "I'm not Canadian", « ni résidente permanente ». */
export function deniedStatuses(text: string): Residency[] {
  // Commas count: "no, soy ciudadana" denies nothing.
  const clauses = text.split(/[.,;:!?]/).map(foldLabel);
  return DENIED.filter(([, denial]) => clauses.some((clause) => denial.test(clause))).map(
    ([status]) => status,
  );
}

/** "None", and nothing else. */
export const saysNone = (text: string): boolean => NONE.test(foldLabel(text));

/** Which of the things shown is meant: by its number, or by its place among those that were shown last. */
export type Pointer = { number: number } | { place: number };

/** "The first one", "number 12", « la première », and a digit where only a thing can be meant. */
export const pointerIn = (text: string): Pointer | undefined =>
  namedPointer(text) ?? numberFrom(LOOSE_NUMBER, foldLabel(text));

/** The same where nothing but one thing is named: "the first", "number 1", not "1 month". */
export function namedPointer(text: string): Pointer | undefined {
  const words = foldLabel(text);
  const places = ORDINALS.flatMap((ordinal, index) => (ordinal.test(words) ? [index + 1] : []));
  const [place] = places;
  if (places.length > 1) return undefined;
  return place ? { place } : numberFrom(NUMBER, words);
}

function numberFrom(pattern: RegExp, words: string): Pointer | undefined {
  const [, first, second] = pattern.exec(words) ?? [];
  const digits = first ?? second;
  return digits ? { number: Number(digits) } : undefined;
}

/** The same where the message names the thing and says nothing else: "the second one", but not "the second week". */
export function barePointer(text: string): Pointer | undefined {
  const words = foldLabel(text);
  // A digit alone may be months, years or a rating.
  if (/^\d+$/.test(words)) return undefined;
  const rest = [...ORDINALS, NUMBER, LOOSE_NUMBER].reduce((left, named) => left.replace(named, ''), words);
  return rest.replace(AROUND, '').trim() === '' ? pointerIn(text) : undefined;
}

/** "Why the second one?" */
export const asksWhyOfOne = (text: string): boolean =>
  WHY.test(foldLabel(text)) && pointerIn(text) !== undefined;

import { stemmer as stemEnglish } from '@orama/stemmers/english';
import { stemmer as stemFrench } from '@orama/stemmers/french';
import { stemmer as stemSpanish } from '@orama/stemmers/spanish';
import { LOCALES, type Locale } from '../locale.ts';

const STEMMERS: Record<Locale, (word: string) => string> = {
  fr: stemFrench,
  en: stemEnglish,
  es: stemSpanish,
};

/** Words that say nothing of a skill, folded, in the three languages together. */
const EMPTY_WORDS = new Set(
  `a au aux avec ce ces cette comme d dans de des du elle en et etre faire il j je l la le les leur leurs m ma mes mon n
  nous on ou par pas pour plus qu que qui s sa ses son sur un une vous y
  am an and are as at be been by can do for from good have has i in is it my of or our some that the their to up us we
  with you your
  al como con del el ella es esta estas este estos hay las los me mi mis muy no o para por que se ser si sin sobre soy
  su sus tengo una unas unos
  experience experiencia competence competences competencia competencias skill skills ans annees years anos`.split(
    /\s+/,
  ),
);

/** `+` and `#` are kept for C++ and C#. */
const BETWEEN_WORDS = /[^\p{L}\p{M}\p{N}+#]+/u;

/** Visitors' words end in these memories too: a bound keeps a long life from becoming a leak. */
const MOST_REMEMBERED = 50_000;

/** Lower case without accents, so that "Évaluation" and "evaluacion" can be told alike. */
const fold = (word: string): string => word.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** Word as written → its stem in the language, folded; empty for a word without meaning. */
const remembered: Record<Locale, Map<string, string>> = { fr: new Map(), en: new Map(), es: new Map() };

function stem(locale: Locale, word: string): string {
  const stems = remembered[locale];
  let found = stems.get(word);
  if (found === undefined) {
    const folded = fold(word);
    found = folded.length < 2 || EMPTY_WORDS.has(folded) ? '' : STEMMERS[locale](folded);
    if (stems.size >= MOST_REMEMBERED) stems.clear();
    stems.set(word, found);
  }
  return found;
}

/** The stems of the words that carry meaning, in a text of a known language, in their order. */
export const stemsIn = (locale: Locale, text: string): string[] =>
  text
    .split(BETWEEN_WORDS)
    .map((word) => stem(locale, word))
    .filter((found) => found !== '');

/** For each word that carries meaning, in a text of an unknown language, what its stem would be in each of ours. */
export const possibleStemsIn = (text: string): string[][] =>
  text
    .split(BETWEEN_WORDS)
    .map((word) => [...new Set(LOCALES.map((locale) => stem(locale, word)))].filter((found) => found !== ''))
    .filter((stems) => stems.length > 0);

/** Two stems are of one family when they share this many letters … */
const FAMILY_LETTERS = 7;
/** … or when the shorter begins the longer and has this many. */
const SHORTEST_RELATIVE = 5;

/** The other stems of a sorted vocabulary that are of a stem's family: `photo` has `photograph`. */
export function familyOf(stem: string, vocabulary: readonly string[]): string[] {
  if (stem.length < SHORTEST_RELATIVE) return [];
  const relatives: string[] = [];
  for (let letters = SHORTEST_RELATIVE; letters < Math.min(stem.length, FAMILY_LETTERS); letters++) {
    const beginning = stem.slice(0, letters);
    if (vocabulary[firstNotBelow(vocabulary, beginning)] === beginning) relatives.push(beginning);
  }
  const shared = stem.slice(0, FAMILY_LETTERS);
  for (let place = firstNotBelow(vocabulary, shared); vocabulary[place]?.startsWith(shared); place++) {
    const relative = vocabulary[place] as string;
    if (relative !== stem) relatives.push(relative);
  }
  return relatives;
}

/** The place of the first item of an ascending list that is not below a value. */
export function firstNotBelow<Item extends string | number>(items: ArrayLike<Item>, value: Item): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((items[middle] as Item) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

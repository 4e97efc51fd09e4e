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
  nous on ou par pas pour plus qu que qui s sa ses son sur un une y
  am an and are as at be been by can do for from good have has i in is it my of or our some that the their to up us we
  with you your
  al como con del el ella es esta estas este estos hay las los me mi mis muy no o para por que se ser si sin sobre soy
  su sus tengo una unas unos
  experience experiencia competence competences competencia competencias skill skills ans annees years anos`.split(
    /\s+/,
  ),
);

/** Lower case without accents, so that "Évaluation" and "evaluacion" can be told alike. */
export const fold = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** The words of a text that carry meaning, folded, in their order. */
export const meaningfulWords = (text: string): string[] =>
  fold(text)
    .split(/[^\p{L}\p{N}+#]+/u)
    .filter((word) => word.length > 1 && !EMPTY_WORDS.has(word));

const stemsSeen = new Map<string, string>();

/** A word's stem in one language, named by the language: `fr:gestion`. Folding first costs little and saves accents. */
export function stem(locale: Locale, word: string): string {
  const key = `${locale}:${word}`;
  let stemmed = stemsSeen.get(key);
  if (stemmed === undefined) {
    stemmed = `${locale}:${fold(STEMMERS[locale](word))}`;
    // Visitors' words end here too: a bound keeps a long life from becoming a leak.
    if (stemsSeen.size >= 50_000) stemsSeen.clear();
    stemsSeen.set(key, stemmed);
  }
  return stemmed;
}

/** A word of an unknown language: its stem in each of the three. */
export const stemsOf = (word: string): string[] => LOCALES.map((locale) => stem(locale, word));

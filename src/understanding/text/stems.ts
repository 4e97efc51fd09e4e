import { stemmer as english } from '@orama/stemmers/english';
import { stemmer as french } from '@orama/stemmers/french';
import { stemmer as spanish } from '@orama/stemmers/spanish';
import type { Locale } from '../../locale.ts';
import { fold } from './clean.ts';

const STEMMERS: Record<Locale, (word: string) => string> = { fr: french, en: english, es: spanish };

/** Words whose stem is another word's by chance: "pays", the country, and "payé", paid. */
const UNLIKE: Record<Locale, ReadonlySet<string>> = {
  fr: new Set(['pays', 'visa', 'ete']),
  en: new Set(['his', 'evening', 'communications']),
  es: new Set(['caso', 'listo', 'lista', 'saludos', 'asia', 'para']),
};

/** Words worth remembering: a language's vocabulary is a few thousand, what visitors invent has no end. */
const REMEMBERED = 20_000;
const LONGEST = 40;

/**
 * A stemmer of one language for folded words, that remembers what it was asked: French takes about 20 µs a word.
 * A word too long to be one stays as it is, since the stemmers' expressions are superlinear.
 */
export function createStemmer(locale: Locale): (word: string) => string {
  const known = new Map<string, string>();
  return (word) => {
    const remembered = known.get(word);
    if (remembered !== undefined) return remembered;
    const stays = word.length > LONGEST || UNLIKE[locale].has(word);
    const stem = stays ? word : fold(STEMMERS[locale](word)) || word;
    if (known.size < REMEMBERED) known.set(word, stem);
    return stem;
  };
}

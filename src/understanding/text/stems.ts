import { stemmer as english } from '@orama/stemmers/english';
import { stemmer as french } from '@orama/stemmers/french';
import { stemmer as spanish } from '@orama/stemmers/spanish';
import type { Locale } from '../../locale.ts';
import { fold } from './clean.ts';

const STEMMERS: Record<Locale, (word: string) => string> = { fr: french, en: english, es: spanish };

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
    const stem = word.length > LONGEST ? word : fold(STEMMERS[locale](word)) || word;
    if (known.size < REMEMBERED) known.set(word, stem);
    return stem;
  };
}

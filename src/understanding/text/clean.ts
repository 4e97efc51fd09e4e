/** What is read of a message, in UTF-16 units: longer than any question, short enough to stay quick. */
export const MAX_LENGTH = 1000;

/** Letters, digits and signs that cleaning leaves as they are: Western text without what Unicode writes in several ways. */
const CLEAN = /^[ -_a-~¡«»¿-ÿ]*$/;

/**
 * The message as it is safe to work on: at most `MAX_LENGTH` units, well-formed Unicode in compatibility
 * form, without control characters, direction marks, zero-width joiners or other invisible signs.
 */
export function clean(text: string): string {
  if (text.length <= MAX_LENGTH && CLEAN.test(text) && !text.includes('  ')) return text.trim();
  return text
    .slice(0, MAX_LENGTH * 2)
    .toWellFormed()
    .replace(/[\p{Cc}\p{Zs}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/[\p{C}\uFFFD]+/gu, '')
    .normalize('NFKC')
    .replace(/[’‘ʼ`´]/g, "'")
    .slice(0, MAX_LENGTH)
    .toWellFormed()
    .trim();
}

const ASCII = /^[\0-\x7f]*$/;

/** Lower case without accents or ligatures: "Où est l'Œuvre ?" → "ou est l'oeuvre ?". */
export function fold(text: string): string {
  const lower = text.toLowerCase();
  // Most words have neither, and decomposing is what costs.
  if (ASCII.test(lower)) return lower;
  return lower
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .replaceAll('œ', 'oe')
    .replaceAll('æ', 'ae')
    .replaceAll('ß', 'ss');
}

/** No question is longer; what comes after is not read. */
const MOST_WORDS = 150;
/** No word is longer; the rest of it is not read. */
const LONGEST_WORD = 40;

/** English writes some words in one that mean two; apart, they meet the other ways to say the same. */
const CONTRACTIONS: [RegExp, string][] = [
  [/\bcan't\b/gi, 'can not'],
  [/\bwon't\b/gi, 'will not'],
  [/n't\b/gi, ' not'],
  [/'re\b/gi, ' are'],
  [/'m\b/gi, ' am'],
  [/'ll\b/gi, ' will'],
  [/'ve\b/gi, ' have'],
  [/\b(what|how|who|where|when|it|that|there)'s\b/gi, '$1 is'],
  [/\be-mail/gi, 'email'],
];

/** Every contraction has one of these. */
const CONTRACTED = /'|e-mail/i;

/** A text with its contractions taken apart: "don't" → "do not". */
export const spellOut = (text: string): string =>
  CONTRACTED.test(text)
    ? CONTRACTIONS.reduce((known, [short, long]) => known.replace(short, long), text)
    : text;

/** The words of a text in order, as written, folded, and where each begins in the spelt-out text. */
export interface Words {
  written: string[];
  folded: string[];
  starts: number[];
}

/**
 * Words are runs of letters and digits. Apostrophes and hyphens separate them ("l'eau", "est-ce"), contractions are
 * taken apart ("don't").
 */
export function wordsOf(text: string): Words {
  const words: Words = { written: [], folded: [], starts: [] };
  for (const { 0: word, index } of spellOut(text).matchAll(/[\p{L}\p{N}\p{M}]+/gu)) {
    if (words.folded.length === MOST_WORDS) break;
    const folded = fold(word.slice(0, LONGEST_WORD));
    if (folded === '') continue;
    words.written.push(word);
    words.folded.push(folded);
    words.starts.push(index);
  }
  return words;
}

import { mask } from './mask.ts';

const NAME = '[\\p{L}\\p{N}][\\p{L}\\p{N}._%+-]{0,63}';
const LABEL = '[\\p{L}\\p{N}][\\p{L}\\p{N}-]{0,62}';
const ENDING = '\\p{L}{2,24}';

/** Signs and words for @ that mean nothing else between two words. */
const AT_SIGN =
  '(?:\\s{0,3}@\\s{0,3}|\\s{0,3}[(\\[{<]\\s?(?:@|at|arobase|arobas|arroba|a)\\s?[)\\]}>]\\s{0,3}|\\s{1,3}(?:arobase|arobas|arroba)\\s{1,3})';
/** "at" is also a plain word: it counts only where the domain says its dot, or is one that everybody has. */
const AT_WORD = '\\s{1,3}(?:at|chez|en|à)\\s{1,3}';

const DOT_WORD =
  '(?:\\s{0,3}[(\\[{<]\\s?(?:\\.|dot|point|punto)\\s?[)\\]}>]\\s{0,3}|\\s{1,3}(?:dot|point|punto)\\s{1,3})';
/** With a space before it, a dot ends no sentence. */
const DOT_ANY = `(?:\\.|\\s\\.\\s?|${DOT_WORD})`;
const PROVIDER = '(?:gmail|hotmail|outlook|yahoo|icloud|videotron|live|protonmail|proton|orange|free)';

const EMAILS = [
  `${NAME}@${LABEL}(?:\\.${LABEL}){0,4}\\.${ENDING}`,
  `${NAME}(?:${DOT_WORD}${NAME}){0,2}${AT_SIGN}${LABEL}(?:${DOT_ANY}${LABEL}){0,3}${DOT_ANY}${ENDING}`,
  `${NAME}(?:${DOT_WORD}${NAME}){0,2}${AT_WORD}${LABEL}(?:${DOT_WORD}${LABEL}){0,3}${DOT_WORD}${ENDING}`,
  `${NAME}${AT_WORD}${PROVIDER}(?:${DOT_ANY}${ENDING})`,
].map((pattern) => new RegExp(`(?<![\\p{L}\\p{N}])${pattern}(?![\\p{L}\\p{N}])`, 'giu'));

/** Masks addresses, the plain ones first, then those written so that machines do not see them. */
export const maskEmails = (text: string): string =>
  EMAILS.reduce((shown, pattern) => shown.replace(pattern, mask('email')), text);

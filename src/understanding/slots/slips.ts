/**
 * Finds the word of a vocabulary that is one slip away: a letter too many, one missing, or one in the wrong place (a
 * wrong letter makes too many other words). First letter and ending must be right, so that few words are looked at.
 */
export function createSlips(words: Iterable<string>): (word: string) => string | undefined {
  const byEnds = new Map<string, string[]>();
  for (const word of words) {
    const alike = byEnds.get(endsOf(word));
    if (alike) alike.push(word);
    else byEnds.set(endsOf(word), [word]);
  }
  return (word) => byEnds.get(endsOf(word))?.find((near) => isSlip(word, near));
}

const endsOf = (word: string): string => `${word[0]}${word.slice(-2)}`;

const isSlip = (word: string, near: string): boolean => slipBetween(word, near) === 'slip';

/** How two words differ: not at all, by a slip, by a wrong letter, or by more. */
export function slipBetween(word: string, near: string): 'same' | 'slip' | 'letter' | 'more' {
  if (word === near) return 'same';
  const shorter = Math.min(word.length, near.length);
  if (Math.max(word.length, near.length) - shorter > 1) return 'more';
  let start = 0;
  while (start < shorter && word[start] === near[start]) start++;
  let end = 0;
  while (end < shorter - start && word.at(-1 - end) === near.at(-1 - end)) end++;
  const [own, other] = [word, near].map((each) => each.slice(start, each.length - end)) as [string, string];
  if (own.length !== other.length) return own === '' || other === '' ? 'slip' : 'more';
  if (own.length === 1) return 'letter';
  return own === moveFirst(other) || other === moveFirst(own) ? 'slip' : 'more';
}

/** The first letter put last. */
const moveFirst = (letters: string): string => letters.slice(1) + letters.slice(0, 1);

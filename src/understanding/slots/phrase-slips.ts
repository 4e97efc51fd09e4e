import { isBreak, keysOf, type Token } from './reading.ts';
import { slipBetween } from './slips.ts';

/** Shorter words must be right. */
const SHORTEST = 4;

/** So many words of a phrase bear each other out. */
const ENOUGH = 2;

/**
 * Mends phrases in which each word has one slip at most, a wrong letter included: what would turn a word alone into
 * too many others is plain beside its companion ("wrok permit", "permanant residant"). First letters must be right,
 * so that few phrases are looked at.
 */
export function createPhraseSlips(phrases: Iterable<string>): (tokens: Token[]) => void {
  const byFirsts = new Map<string, string[][]>();
  for (const keys of [...phrases].map(keysOf)) {
    if (keys.filter(isLong).length < ENOUGH) continue;
    const [first = '', second = ''] = keys;
    const alike = byFirsts.get(firstsOf(first, second));
    if (alike) alike.push(keys);
    else byFirsts.set(firstsOf(first, second), [keys]);
  }
  return (tokens) => {
    for (let i = 0; i + 1 < tokens.length; i += 1) {
      const near = byFirsts.get(firstsOf(tokens[i]?.key ?? '', tokens[i + 1]?.key ?? ''));
      const keys = near?.find((phrase) => isNear(tokens, i, phrase));
      keys?.forEach((key, k) => {
        const token = tokens[i + k];
        if (token) token.key = key;
      });
    }
  };
}

const isLong = (key: string): boolean => key.length >= SHORTEST;

const firstsOf = (first: string, second: string): string => `${first[0]}${second[0]}`;

const isNear = (tokens: Token[], at: number, keys: string[]): boolean =>
  keys.every((key, k) => {
    const token = tokens[at + k];
    if (!token || (k > 0 && isBreak(token.gap))) return false;
    if (token.key === key) return true;
    return isLong(key) && isLong(token.key) && slipBetween(token.key, key) !== 'more';
  });

import type { Reading } from './reading.ts';
import type { Vocabulary } from './vocabulary.ts';

/** A number of a message, in digits or words. */
export interface NumberFound {
  value: number;
  start: number;
  end: number;
  /** "un", "a", "una": a number only where something is counted. */
  article: boolean;
  digits: boolean;
}

/** Every number from 0 to 999, in digits or in words; decimals in digits. */
export function numbersOf(reading: Reading, vocabulary: Vocabulary): NumberFound[] {
  const found: NumberFound[] = [];
  const { tokens } = reading;
  for (let i = 0; i < tokens.length; ) {
    const number = tokens[i]?.number;
    const here =
      number === undefined
        ? inWords(reading, vocabulary, i)
        : { value: number, start: i, end: i + 1, article: false, digits: true };
    if (here) found.push(here);
    i = here?.end ?? i + 1;
  }
  return found;
}

function inWords(reading: Reading, { numbers, time }: Vocabulary, start: number): NumberFound | undefined {
  const first = numbers.at(reading, start);
  if (!first) return undefined;
  let value = first.values[0] ?? 0;
  let last = value;
  let end = first.end;
  for (;;) {
    const joined = last >= 20 && time.and.at(reading, end) ? end + 1 : end;
    const next = tokensTouch(reading, end, joined) ? numbers.at(reading, joined)?.values[0] : undefined;
    const sum = next === undefined ? undefined : plus(value, last, next, joined > end);
    if (sum === undefined || next === undefined) break;
    value = sum;
    last = next === 20 && value >= 80 ? 20 : next;
    end = joined + 1;
  }
  return { value, start, end, article: value === 1 && end === first.end, digits: false };
}

/** Number words that make one number follow each other without punctuation but a hyphen. */
const tokensTouch = ({ tokens }: Reading, from: number, to: number): boolean =>
  tokens.slice(from, to + 1).every(({ gap }) => /^[\s-]*$/.test(gap));

/** "quatre" + "vingt" 80, "soixante" + "dix" 70, "dix" + "sept" 17, "cent" + "vingt" 120, else no sum. */
function plus(value: number, last: number, next: number, joined: boolean): number | undefined {
  if (next === 100) return value < 10 && !joined ? value * 100 : undefined;
  if (next === 20 && last === 4 && !joined) return value - 4 + 80;
  if (last === 100 || (last < 10 && value >= 100 && value % 100 === 0))
    return joined ? undefined : value + next;
  if (last >= 20 && last < 100 && next < 20) return value + next;
  if (last === 10 && next >= 7 && next <= 9 && !joined) return value + next;
  return undefined;
}

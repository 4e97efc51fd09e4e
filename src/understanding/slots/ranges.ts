import type { Reading } from './reading.ts';
import { exactly, inMonths, type Span } from './span.ts';
import type { Vocabulary } from './vocabulary.ts';

/** Joins neighbours: "entre 3 mois et un an", "six mois à un an", "un an ou deux", "un an et trois mois". */
export function join(spans: Span[], reading: Reading, vocabulary: Vocabulary): Span[] {
  const joined: Span[] = [];
  for (const span of spans) {
    const before = joined.at(-1);
    const both = before && pair(before, span, reading, vocabulary);
    if (both) joined[joined.length - 1] = both;
    else joined.push(orMore(span, reading, vocabulary));
  }
  return joined;
}

function pair(a: Span, b: Span, reading: Reading, vocabulary: Vocabulary): Span | undefined {
  const { minMonths } = a;
  const { maxMonths } = b;
  if (minMonths === undefined || maxMonths === undefined) return undefined;
  const bounds = { minMonths, maxMonths, unit: b.unit, start: a.start, end: b.end };
  const isBetween = vocabulary.time.between.before(reading, a.start) !== undefined;
  if (minMonths < maxMonths && leads(reading, vocabulary, a.end, isBetween) === b.start) return bounds;
  if (vocabulary.time.and.at(reading, a.end)?.end !== b.start) return undefined;
  const isSum = a.unit === 'year' && b.unit === 'month' && maxMonths < 12;
  return isSum ? { ...exactly(minMonths + maxMonths), unit: 'month', start: a.start, end: b.end } : undefined;
}

/** "a year or two", "un an ou deux". */
function orMore(span: Span, reading: Reading, vocabulary: Vocabulary): Span {
  const at = leads(reading, vocabulary, span.end, false);
  const number = at === undefined ? undefined : vocabulary.numbers.at(reading, at);
  const count = number?.values[0];
  const isBare = number && span.unit && !vocabulary.units.at(reading, number.end);
  if (!isBare || !span.unit || count === undefined || count <= (span.count ?? Number.POSITIVE_INFINITY))
    return span;
  return { ...span, maxMonths: inMonths(count, span.unit), count: undefined, end: number.end };
}

/** The token after a word or sign that leads from one end of a range to the other, if one stands there. */
export function leads(
  reading: Reading,
  { time }: Vocabulary,
  at: number,
  isBetween: boolean,
): number | undefined {
  const gap = reading.tokens[at]?.gap.trim();
  if (gap && RANGE_SIGNS.has(gap)) return at;
  return (
    time.to.at(reading, at) ??
    time.or.at(reading, at) ??
    (isBetween ? time.and.at(reading, at) : undefined)
  )?.end;
}

const RANGE_SIGNS = new Set(['-', '–', '—', '/', '~']);

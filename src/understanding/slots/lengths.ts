import type { NumberFound } from './numbers.ts';
import { isBreak, type Reading } from './reading.ts';
import type { Scene } from './scene.ts';
import type { Length, Unit, Vocabulary } from './vocabulary.ts';

/** A length of time with where it stands; two different bounds when the words are a range or vague. */
export interface Span extends Length {
  start: number;
  end: number;
  /** The unit of its last number, for "a year or two" and for ages. */
  unit?: Unit;
  /** The number it was made of, when it is one. */
  count?: number;
}

/** Months in a unit; weeks and days go by `inMonths`. */
const MONTHS: Record<Unit, number> = {
  day: 1 / 30,
  week: 1 / 4,
  fortnight: 1 / 2,
  month: 1,
  quarter: 3,
  term: 6,
  'school-year': 10,
  year: 12,
  hour: 0,
};

/** Weeks are quarters of a month up to twelve, as people count them, then by the calendar to half a month. */
const CASUAL_WEEKS = 12;
const WEEKS_A_MONTH = 52 / 12;

function inMonths(count: number, unit: Unit): number {
  if (unit === 'week' && count > CASUAL_WEEKS) return Math.round((count / WEEKS_A_MONTH) * 2) / 2;
  return Math.round(count * MONTHS[unit] * 100) / 100;
}

/** A length that is a count of one unit. */
export function spanOf(count: number, unit: Unit, start: number, end: number): Span {
  return { ...exactly(inMonths(count, unit)), unit, count, start, end };
}

/** Every length of time of a message, ranges joined: "6 à 9 mois", "un an et demi", "between 3 months and a year". */
export function lengthsIn({ reading, vocabulary, numbers }: Scene): Span[] {
  const spans: Span[] = [];
  const byStart = new Map(numbers.map((number) => [number.start, number]));
  for (let i = 0; i < reading.tokens.length; ) {
    const span =
      vague(reading, vocabulary, i) ??
      counted(reading, vocabulary, byStart, i) ??
      halved(reading, vocabulary, i);
    if (span) spans.push(span);
    i = span?.end ?? i + 1;
  }
  return join(spans, reading, vocabulary);
}

/** "quelques mois", "for the summer". */
function vague(reading: Reading, { lengths }: Vocabulary, i: number): Span | undefined {
  const found = lengths.at(reading, i);
  const [length] = found?.values ?? [];
  return found && length && { ...length, start: found.start, end: found.end };
}

/** "6 mois", "six to nine months", "two and a half years", "un an et demi", "6/9 mois". */
function counted(
  reading: Reading,
  vocabulary: Vocabulary,
  byStart: Map<number, NumberFound>,
  i: number,
): Span | undefined {
  const first = byStart.get(i);
  if (!first) return undefined;
  const own = withUnit(reading, vocabulary, first);
  if (own) return { ...own, start: i };
  const isBetween = vocabulary.time.between.before(reading, i) !== undefined;
  const after = leads(reading, vocabulary, first.end, isBetween);
  const second = byStart.get(after ?? first.end);
  const range =
    second && (after || !first.article) && second.value > first.value
      ? withUnit(reading, vocabulary, second)
      : undefined;
  if (!range?.unit || range.maxMonths === undefined) return undefined;
  return {
    minMonths: inMonths(first.value, range.unit),
    maxMonths: range.maxMonths,
    unit: range.unit,
    start: i,
    end: range.end,
  };
}

function withUnit(
  reading: Reading,
  { time, units }: Vocabulary,
  number: NumberFound,
): Omit<Span, 'start'> | undefined {
  if (number.digits && number.value >= 1000) return undefined;
  const halfBefore = time.halfMore.at(reading, number.end);
  let at = halfBefore?.end ?? number.end;
  if (isBreak(reading.tokens[at]?.gap ?? '')) return undefined;
  if (!units.at(reading, at)) at = time.about.at(reading, at)?.end ?? at;
  const unit = units.at(reading, at)?.values[0];
  const after = units.at(reading, at)?.end;
  if (!unit || after === undefined || unit === 'hour') return undefined;
  const halfAfter = time.halfMore.at(reading, after);
  const count = number.value + (halfBefore || halfAfter ? 0.5 : 0);
  const months = inMonths(count, unit);
  return { minMonths: months, maxMonths: months, unit, count, end: halfAfter?.end ?? after };
}

/** "half a year", "medio año", "année et demie", "mes y medio". */
function halved(reading: Reading, { time, units, numbers }: Vocabulary, i: number): Span | undefined {
  const half = time.half.at(reading, i);
  if (half) {
    const at = numbers.at(reading, half.end)?.values[0] === 1 ? half.end + 1 : half.end;
    const unit = units.at(reading, at);
    const [name] = unit?.values ?? [];
    if (!unit || !name) return undefined;
    return { ...exactly(inMonths(0.5, name)), unit: name, start: i, end: unit.end };
  }
  const unit = units.at(reading, i);
  const more = unit && time.halfMore.at(reading, unit.end);
  const [name] = unit?.values ?? [];
  return more && name ? { ...exactly(inMonths(1.5, name)), unit: name, start: i, end: more.end } : undefined;
}

const exactly = (months: number): Length => ({ minMonths: months, maxMonths: months });

/** Joins neighbours: "entre 3 mois et un an", "six mois à un an", "un an ou deux", "un an et trois mois". */
function join(spans: Span[], reading: Reading, vocabulary: Vocabulary): Span[] {
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
function leads(reading: Reading, { time }: Vocabulary, at: number, isBetween: boolean): number | undefined {
  const gap = reading.tokens[at]?.gap.trim();
  if (gap && RANGE_SIGNS.has(gap)) return at;
  return (
    time.to.at(reading, at) ??
    time.or.at(reading, at) ??
    (isBetween ? time.and.at(reading, at) : undefined)
  )?.end;
}

const RANGE_SIGNS = new Set(['-', '–', '—', '/', '~']);

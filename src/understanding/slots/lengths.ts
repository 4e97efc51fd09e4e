import type { NumberFound } from './numbers.ts';
import { join, leads } from './ranges.ts';
import { gapAfter, isBreak, type Reading } from './reading.ts';
import type { Scene } from './scene.ts';
import { exactly, inMonths, type Span, spanOf } from './span.ts';
import type { Vocabulary } from './vocabulary.ts';

/** Every length of time of a message, ranges joined: "6 à 9 mois", "un an et demi", "between 3 months and a year". */
export function lengthsIn(scene: Scene): Span[] {
  const { reading, vocabulary, numbers } = scene;
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
  const joined = join(spans, reading, vocabulary);
  return [...joined, ...boundsBeside(scene, joined)].sort((a, b) => a.start - b.start);
}

/** "six months minimum, twelve at most": a bare number that is a bound has the unit of the length said before it. */
function boundsBeside({ reading, vocabulary, numbers }: Scene, spans: Span[]): Span[] {
  const { time, units } = vocabulary;
  const isEnd = (i: number) => i === reading.tokens.length || isBreak(gapAfter(reading, i - 1));
  return numbers.flatMap(({ value, start, end, article }) => {
    const unit = spans.findLast((span) => span.end <= start)?.unit;
    const isTaken =
      article || units.at(reading, end) || spans.some((span) => start < span.end && end > span.start);
    if (!unit || isTaken) return [];
    const isBound =
      time.atMostAfter.at(reading, end) ??
      time.atLeastAfter.at(reading, end) ??
      (isEnd(end)
        ? (time.atMostBefore.before(reading, start) ?? time.atLeastBefore.before(reading, start))
        : undefined);
    return isBound ? [spanOf(value, unit, start, end)] : [];
  });
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

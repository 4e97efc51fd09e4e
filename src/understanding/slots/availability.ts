import type { Profile } from '../../profile.ts';
import type { Found } from './book.ts';
import { departureIn } from './departure.ts';
import type { Length } from './meanings.ts';
import type { Moment } from './moments.ts';
import { gapAfter, isBreak, type Reading } from './reading.ts';
import type { Scene } from './scene.ts';
import type { Span } from './span.ts';
import type { Unit } from './vocabulary.ts';

type Availability = NonNullable<Profile['availability']>;

/** Months: "a day in the life" and "thirty years" are no stays. */
const SHORTEST = 0.2;
const LONGEST = 60;

/** For how long and from when the visitor could go, out of the lengths and the dates of a message. */
export function availabilityIn(scene: Scene, lengths: Span[], moments: Moment[]): Availability | undefined {
  const own = lengths.filter((span) => isOwn(scene, span));
  const offsets = own.filter((span) => isOffset(scene, span));
  const stays = own.filter((span) => !offsets.includes(span));
  const length = combine(firmest(scene, stays).map((span) => bounded(scene, span)));
  const { from, months } = departureIn(scene, offsets, moments);
  const maxMonths = length.maxMonths ?? (length.minMonths === undefined ? months : undefined);
  const all = { ...length, ...(maxMonths !== undefined && { maxMonths }), ...(from && { from }) };
  return Object.keys(all).length > 0 ? all : undefined;
}

/** Not the length of what was, of what somebody else does, of what a week's work is or of what is refused. */
function isOwn(scene: Scene, { start, end, minMonths, maxMonths }: Span): boolean {
  const { reading, vocabulary, roles } = scene;
  const { time, grammar } = vocabulary;
  const role = roles[start];
  if (!role || role.other || role.past || role.aside || role.asked || role.askedWhat) return false;
  if (role.not && !compares(scene, start)) return false;
  if (time.refusedAfter.at(reading, end)) return false;
  if (role.besideOther && !grammar.lengthBefore.before(reading, start)) return false;
  if ((maxMonths ?? minMonths ?? 0) < SHORTEST || (minMonths ?? 0) > LONGEST) return false;
  const ago = time.ago.before(reading, start) ?? time.agoLength.before(reading, start);
  if (ago || isOfPast(scene, end) || grammar.ageAfter.at(reading, end)) return false;
  return !isRate(scene, start) && !isRated(scene, end);
}

/** "I can't be away for more than six months": denied, a bound is the other bound. */
const compares = ({ reading, vocabulary: { time } }: Scene, start: number): boolean =>
  (time.moreThan.before(reading, start) ?? time.lessThan.before(reading, start)) !== undefined;

/** "10 years of experience", but not "un año como máximo". */
function isOfPast({ reading, vocabulary: { time } }: Scene, end: number): boolean {
  const isBound = time.atLeastAfter.at(reading, end) ?? time.atMostAfter.at(reading, end);
  return isBound === undefined && time.agoAfter.at(reading, end) !== undefined;
}

/** "hours a week", "three times a month", "$500 a week". */
function isRate({ reading, vocabulary: { units, grammar } }: Scene, start: number): boolean {
  const isPrice = reading.tokens[start - 1]?.number !== undefined && hasPrice(reading, start - 1);
  return isPrice || (units.before(reading, start) ?? grammar.rates.before(reading, start)) !== undefined;
}

/** A sign of money stands beside the number. */
const hasPrice = (reading: Reading, i: number): boolean =>
  /\p{Sc}\s*$/u.test(reading.tokens[i]?.gap ?? '') || /^\s*\p{Sc}/u.test(gapAfter(reading, i));

/** "two days a week", "20 heures par semaine": the length before a rate is not one's availability either. */
function isRated({ reading, vocabulary: { numbers, units, grammar } }: Scene, end: number): boolean {
  const per =
    grammar.per.at(reading, end)?.end ?? (numbers.at(reading, end)?.values[0] === 1 ? end + 1 : undefined);
  return per !== undefined && units.at(reading, per) !== undefined;
}

/** "in two months", "dans un an", "two months from now": when one could leave, not for how long. */
function isOffset({ reading, vocabulary: { time } }: Scene, { start, end }: Span): boolean {
  return (time.in.before(reading, start) ?? time.inAfter.at(reading, end)) !== undefined;
}

function bounded(
  { reading, vocabulary: { time }, roles }: Scene,
  { minMonths, maxMonths, start, end }: Span,
): Length {
  if (roles[start]?.not) return time.moreThan.before(reading, start) ? { maxMonths } : { minMonths };
  const least = time.atLeastBefore.before(reading, start);
  // "no less than" outweighs the "less than" in it.
  if (least && least.start < (time.atMostBefore.before(reading, start)?.start ?? start)) return { minMonths };
  const isNear = (before: 'atLeastBefore' | 'atMostBefore', after: 'atLeastAfter' | 'atMostAfter') =>
    (time[before].before(reading, start) ?? closes(reading, time[after].at(reading, end))) !== undefined;
  const written = reading.text.slice(reading.tokens[start]?.start, (reading.tokens[end - 1]?.end ?? 0) + 1);
  if (isNear('atMostBefore', 'atMostAfter')) return { maxMonths };
  if (written.includes('+') || isNear('atLeastBefore', 'atLeastAfter')) return { minMonths };
  return { minMonths, maxMonths };
}

/** Units that also name a part of the year: "a semester, so four months". */
const ROUGH: ReadonlySet<Unit | undefined> = new Set([undefined, 'term', 'quarter', 'school-year']);

/** "a few weeks, say six": what was said roughly gives way to what is then said exactly. */
function firmest(scene: Scene, spans: Span[]): Span[] {
  const isExact = (span: Span) => {
    const { minMonths, maxMonths } = bounded(scene, span);
    return !ROUGH.has(span.unit) && minMonths !== undefined && maxMonths !== undefined;
  };
  return spans.some(isExact) ? spans.filter(({ unit }) => !ROUGH.has(unit)) : spans;
}

/** "at least 3 months, 12 at most": each length fills what the ones before left open. */
function combine(lengths: Length[]): Length {
  let { minMonths, maxMonths }: Length = {};
  for (const length of lengths) {
    const isFirst = minMonths === undefined && maxMonths === undefined;
    if (isFirst) ({ minMonths, maxMonths } = length);
    else {
      if (minMonths === undefined && (length.minMonths ?? Infinity) <= (maxMonths ?? 0))
        minMonths = length.minMonths;
      if (maxMonths === undefined && (length.maxMonths ?? 0) >= (minMonths ?? Infinity))
        maxMonths = length.maxMonths;
    }
  }
  return { ...(minMonths !== undefined && { minMonths }), ...(maxMonths !== undefined && { maxMonths }) };
}

/** A bound after a length, unless a comma parts them and it goes with what follows: "3 months, maximum 1 year". */
function closes(reading: Reading, found: Found<true> | undefined): Found<true> | undefined {
  if (!found || !isBreak(reading.tokens[found.start]?.gap ?? '')) return found;
  return found.end === reading.tokens.length || isBreak(gapAfter(reading, found.end - 1)) ? found : undefined;
}

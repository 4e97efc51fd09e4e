import { isBirthday } from './age.ts';
import { monthOf, monthsBetween, monthsFrom, nextMonth } from './calendar.ts';
import { type Moment, momentsIn } from './moments.ts';
import { gapAfter, isBreak } from './reading.ts';
import type { Scene } from './scene.ts';
import type { Span } from './span.ts';

export interface Departure {
  /** "YYYY-MM". */
  from?: string;
  /** Months from `from` to the end that was said, both included: "from January to June" is six. */
  months?: number;
}

/** Months ahead beyond which nobody plans a departure: "what would I remember in twenty years". */
const FURTHEST = 60;

/** Words between a status, its end and the date of it. */
const NEAR = 3;

/**
 * When the visitor could leave. A bare month or season is the next one; a month that has passed, an end and a
 * date of something else are no departure.
 */
export function departureIn(scene: Scene, offsets: Span[], others: Moment[]): Departure {
  const own = [...momentsIn(scene), ...offsets.map((span) => offset(scene, span))];
  const free = others.filter(({ start, end }) =>
    own.every((moment) => end <= moment.start || start >= moment.end),
  );
  const all = [...own, ...free];
  const moments = all.filter((moment) => isOwn(scene, moment)).sort((a, b) => a.start - b.start);
  const starts = moments.filter((moment) => !isEnd(scene, moment, moments));
  const [first, second] = starts;
  if (!first) return {};
  const isOneDate = second && !isChoice(scene, first, second);
  const from = (isOneDate && (within(first, second) ?? within(second, first))) || first.month;
  const end = moments.find((moment) => moment.start > first.start && isEnd(scene, moment, moments));
  const months = end && monthsBetween(from, end.recurs ? notBefore(end.month, from) : end.month) + 1;
  return { from, ...(months && months > 1 && { months }) };
}

/** "next year, probably in October": the month that is meant when one date lies within another. */
function within({ month, covers = 1 }: Moment, fine: Moment): string | undefined {
  if ((fine.covers ?? 1) >= covers) return undefined;
  const candidate = fine.recurs ? notBefore(fine.month, month) : fine.month;
  const after = monthsBetween(month, candidate);
  return after >= 0 && after < covers ? candidate : undefined;
}

/** "now or in March". */
const isChoice = ({ reading, vocabulary }: Scene, { end }: Moment, { start }: Moment): boolean =>
  vocabulary.time.or.all(reading).some((or) => or.start >= end && or.end <= start);

/** The same month of a later year when this one's lies before another month. */
const notBefore = (month: string, earliest: string): string =>
  month < earliest ? nextMonth(new Date(`${earliest}-01T00:00`), Number(month.slice(-2))) : month;

function offset({ now }: Scene, { minMonths = 0, start, end }: Span): Moment {
  return { month: monthsFrom(now, minMonths), start, end };
}

function isOwn(scene: Scene, { month, start, end }: Moment): boolean {
  const { reading, vocabulary, roles, now } = scene;
  const role = roles[start];
  if (!role || role.other || role.past || role.aside || role.asked || role.askedWhat) return false;
  if (isBirthday(scene, start) || isEndOfStatus(scene, start)) return false;
  if (month < monthOf(now) || month > monthsFrom(now, FURTHEST)) return false;
  if (role.not && !vocabulary.time.notBefore.before(reading, start)) return false;
  // "este verano me dieron la ciudadanía": a verb of the past right after it.
  if (!isBreak(gapAfter(reading, end - 1)) && vocabulary.cues.at(reading, end)?.values.includes('past'))
    return false;
  return !vocabulary.time.ago.before(reading, start);
}

/** "my study permit runs out in June". */
function isEndOfStatus({ reading, vocabulary }: Scene, start: number): boolean {
  const ending = vocabulary.grammar.ends.all(reading).findLast(({ end }) => end <= start);
  if (!ending || start - ending.end > NEAR) return false;
  return vocabulary.residency
    .all(reading)
    .some(({ end }) => end <= ending.start && ending.start - end <= NEAR);
}

/** "until June", "jusqu'en juin"; the second of "from January to June". */
function isEnd({ reading, vocabulary: { time } }: Scene, { start }: Moment, moments: Moment[]): boolean {
  if (time.notBefore.before(reading, start)) return false;
  if (time.until.before(reading, start)) return true;
  const follows = moments.some(({ end }) => end < start && end >= start - 3 && time.to.at(reading, end));
  return (
    follows || moments.some(({ end }) => end === start && /[-–—]/.test(reading.tokens[start]?.gap ?? ''))
  );
}

import { format, monthOf, monthsFrom, nextMonth } from './calendar.ts';
import type { When } from './meanings.ts';
import { leads } from './ranges.ts';
import { isBreak } from './reading.ts';
import type { Scene } from './scene.ts';

/** A month that a message names, with where it stands. */
export interface Moment {
  month: string;
  start: number;
  end: number;
  /** Of a season, a year or "any time": how many months from `month` on it may mean. */
  covers?: number;
  /** A month without its year, taken for the next one. */
  recurs?: boolean;
}

const COVERS = { month: 1, season: 3, occasion: 2 };
const YEAR = 12;

/** From its third month on, a season named means the next one. */
const ENDING = 2;

const WINTER = 12;
const MIDDLE = 6;
const LAST = 12;

/** The months that a message names, in digits or words, whatever they are said of. */
export function momentsIn(scene: Scene): Moment[] {
  const moments: Moment[] = [];
  for (let i = 0; i < scene.reading.tokens.length; ) {
    const moment = inDigits(scene, i) ?? inWords(scene, i) ?? year(scene, i);
    if (moment) moments.push(moment);
    i = moment?.end ?? i + 1;
  }
  return moments;
}

/** "2027-03", "2027-03-15", "15/03/2027", "03/2027": day before month, unless the month cannot be one. */
function inDigits({ reading }: Scene, i: number): Moment | undefined {
  const parts: number[] = [];
  for (let k = i; k < i + 3; k += 1) {
    const token = reading.tokens[k];
    if (token?.number === undefined || (k > i && !/^[-/.]$/.test(token.gap))) break;
    parts.push(token.number);
  }
  const [a = 0, b = 0, c = 0] = parts;
  const moment = (y: number, m: number, length: number) =>
    isYear(y) && m >= 1 && m <= 12 ? { month: format(y, m), start: i, end: i + length } : undefined;
  if (isYear(a)) return moment(a, b, parts.length === 3 ? 3 : 2);
  if (isYear(b)) return moment(b, a, 2);
  return moment(c, b > 12 ? a : b, 3);
}

function inWords(scene: Scene, i: number): Moment | undefined {
  const { reading, vocabulary, now } = scene;
  const found = vocabulary.when.at(reading, i);
  const when = found?.values[0];
  const year = found && yearAfter(scene, found.end);
  if (!found || !when || !isMeant(scene, found.start, found.end, year !== undefined)) return undefined;
  const { start } = found;
  if (typeof when === 'object' && 'inMonths' in when)
    return {
      ...{ month: monthsFrom(now, when.inMonths), start, end: found.end },
      ...(when.inMonths === 0 && { covers: YEAR }),
    };
  if (when === 'next-year') return inYearOf(scene, now.getFullYear() + 1, start, found.end);
  const covers = COVERS[when.kind];
  if (year) return { month: inYear(when, year.value, now), start, end: year.end, covers };
  const isNext = vocabulary.time.next.before(reading, start) ?? vocabulary.time.next.at(reading, found.end);
  const month = coming(when, now, isNext !== undefined);
  return { month, start, end: found.end, covers, recurs: when.kind === 'month' };
}

/** A year as a date: its first month, or the part of it that is named. */
function inYearOf(scene: Scene, year: number, start: number, end: number): Moment {
  const named = part(scene, start);
  return { month: format(year, named ?? 1), start, end, ...(named === undefined && { covers: YEAR }) };
}

type Part = Exclude<When, 'next-year' | { inMonths: number }>;

/** A season that has begun is this month, unless it is the next one that is meant. */
function coming({ month, kind }: Part, now: Date, isNext: boolean): string {
  const current = now.getMonth() + 1;
  const into = (current - month + 12) % 12;
  const hasBegun = kind === 'season' ? into < ENDING : into === 0;
  if (!hasBegun) return nextMonth(now, month);
  return isNext ? format(now.getFullYear() + (current >= month ? 1 : 0), month) : monthOf(now);
}

function inYear({ month, kind }: Part, year: number, now: Date): string {
  const januaryOf = format(year, 1);
  if (kind === 'season' && month === WINTER && januaryOf >= monthOf(now)) return januaryOf;
  const named = format(year, month);
  const isRunning =
    kind === 'season' && year === now.getFullYear() && named < monthOf(now) && now.getMonth() + 1 - month < 3;
  return isRunning ? monthOf(now) : named;
}

/** "2027", "of 2027", "de l'année prochaine" right after a month. */
function yearAfter(
  { reading, vocabulary, now }: Scene,
  at: number,
): { value: number; end: number } | undefined {
  for (let i = at; i < at + 3; i++) {
    const number = reading.tokens[i]?.number;
    if (number !== undefined && isYear(number)) return { value: number, end: i + 1 };
    const found = vocabulary.when.at(reading, i);
    if (found?.values[0] === 'next-year') return { value: now.getFullYear() + 1, end: found.end };
    if (i < at + 2 && !CONNECTS.has(reading.tokens[i]?.word ?? '') && number === undefined) return undefined;
  }
  return undefined;
}

/** Words between a month and its year. */
const CONNECTS = new Set(['de', 'of', 'del', 'l', 'the']);

/** "2027", after a word that makes it a date, or first in its part of the sentence. */
function year(scene: Scene, i: number): Moment | undefined {
  const { reading, vocabulary, now } = scene;
  const value = reading.tokens[i]?.number ?? 0;
  if (!isYear(value) || vocabulary.units.at(reading, i + 1)) return undefined;
  const named = part(scene, i);
  const isDate =
    named ??
    vocabulary.time.datePrepositions.before(reading, i) ??
    (i === 0 || isBreak(reading.tokens[i]?.gap ?? '') || undefined);
  if (isDate === undefined) return undefined;
  if (named === undefined && value === now.getFullYear())
    return { month: monthOf(now), start: i, end: i + 1 };
  return inYearOf(scene, value, i, i + 1);
}

/** "early", "mi", "finales de" before a year. */
function part({ reading, vocabulary: { time } }: Scene, at: number): number | undefined {
  const isThe = reading.tokens[at - 1]?.word;
  const before = isThe === 'l' || isThe === 'the' || isThe === 'el' ? at - 1 : at;
  if (time.early.before(reading, before)) return 1;
  if (time.mid.before(reading, before)) return MIDDLE;
  return time.late.before(reading, before) ? LAST : undefined;
}

/** "may", "march", "mars" and the like are months only in the company of a date's words. */
function isMeant({ reading, vocabulary }: Scene, start: number, end: number, hasYear: boolean): boolean {
  const { tokens } = reading;
  const { time, when } = vocabulary;
  if (hasYear || (start === 0 && end === tokens.length)) return true;
  if (time.wholeMessage.at(reading, start)?.end === end) return false;
  if (time.needPreposition.at(reading, start)?.end !== end) return true;
  const beside = [
    tokens[start - 1]?.number,
    tokens[end]?.number,
    time.datePrepositions.before(reading, start),
    time.next.at(reading, end),
    when.before(reading, time.to.before(reading, start)?.start ?? 0),
    when.at(reading, leads(reading, vocabulary, end, false) ?? tokens.length),
  ];
  return beside.some((sign) => sign !== undefined);
}

const isYear = (value: number): boolean => Number.isInteger(value) && value >= 2000 && value < 2100;

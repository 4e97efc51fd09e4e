import { standsAlone } from './company.ts';
import { gapAfter, isBreak } from './reading.ts';
import type { Scene } from './scene.ts';
import type { Span } from './span.ts';

/** Fewer years than that, said without "old", are a length of time; more than that are not an age. */
const YOUNGEST = 14;
const OLDEST = 110;

/** The visitor's age in years, with the length it was read as, which then says nothing of availability. */
export function ageIn(scene: Scene, lengths: Span[]): { age: number; span?: Span } | undefined {
  for (const span of lengths) if (isAge(scene, span)) return { age: span.count ?? 0, span };
  const bare = scene.numbers.find(({ value, start, end }) => isBareAge(scene, value, start, end));
  return bare && { age: bare.value };
}

function isAge(scene: Scene, span: Span): boolean {
  const { unit, count, start, end } = span;
  const { reading, vocabulary } = scene;
  const { time, grammar } = vocabulary;
  if (
    unit !== 'year' ||
    count === undefined ||
    !Number.isInteger(count) ||
    count > OLDEST ||
    !isOwn(scene, start)
  )
    return false;
  const isSaid = grammar.ageBefore.before(reading, start) !== undefined;
  if (grammar.ageAfter.at(reading, end)) return isSaid || count >= YOUNGEST;
  if (count < YOUNGEST || grammar.ageNotBefore.at(reading, end) || time.agoAfter.at(reading, end))
    return false;
  return isSaid || (standsAlone(scene, span) && !isOneOfSeveral(scene, start));
}

/** "I'm 34", "tengo 34 y …", "34 yo": a number that counts nothing. */
function isBareAge(scene: Scene, value: number, start: number, end: number): boolean {
  const { reading, vocabulary } = scene;
  if (value < YOUNGEST || value > OLDEST || !Number.isInteger(value) || !isOwn(scene, start)) return false;
  if (vocabulary.grammar.ageAfter.at(reading, end)) return true;
  const isLast = end === reading.tokens.length || isBreak(gapAfter(reading, end - 1));
  const isFirst = start === 0 || isBreak(reading.tokens[start]?.gap ?? '');
  const stands =
    isFirst && isLast && reading.tokens.length > 1 && !scene.numbers.some((number) => number.start === end);
  if (stands) return true;
  const goesOn =
    vocabulary.time.and.at(reading, end) ??
    vocabulary.cues.at(reading, end) ??
    vocabulary.when.at(reading, end + 1);
  return (
    vocabulary.grammar.ageBefore.before(reading, start) !== undefined && (isLast || goesOn !== undefined)
  );
}

/** A month right after an age: "I turned 57 in May", "I turn 30 next month", "70 ans en mars". */
export function isBirthday({ reading, vocabulary, numbers, roles }: Scene, month: number): boolean {
  return numbers.some(({ value, start, end }) => {
    const unit = vocabulary.units.at(reading, end);
    const isYears = unit?.values[0] === 'year';
    const after = isYears ? unit.end : end;
    const isNear = (month === after || month === after + 1) && !isBreak(reading.tokens[after]?.gap ?? '');
    return (
      isNear &&
      value >= YOUNGEST &&
      (isYears || roles[start]?.pending || vocabulary.grammar.ageBefore.before(reading, start) !== undefined)
    );
  });
}

function isOwn({ roles }: Scene, at: number): boolean {
  const role = roles[at];
  return role !== undefined && !role.other && !role.besideOther && !role.past && !role.asked && !role.pending;
}

/** "66 et 68 ans": of two persons, so nobody's. */
function isOneOfSeveral({ reading, vocabulary, numbers }: Scene, start: number): boolean {
  const and = vocabulary.time.and.before(reading, start);
  return and !== undefined && numbers.some(({ end }) => end === and.start);
}

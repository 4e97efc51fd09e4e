import { monthOf, monthsBetween, monthsFrom } from './calendar.ts';
import { type Moment, momentsIn } from './moments.ts';
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
  const first = starts[0];
  if (!first) return {};
  const end = moments.find((moment) => moment.start > first.start && isEnd(scene, moment, moments));
  const months = end && monthsBetween(first.month, end.month) + 1;
  return { from: first.month, ...(months && months > 1 && { months }) };
}

function offset({ now }: Scene, { minMonths = 0, start, end }: Span): Moment {
  return { month: monthsFrom(now, minMonths), start, end };
}

function isOwn({ reading, vocabulary, roles, now }: Scene, { month, start }: Moment): boolean {
  const role = roles[start];
  if (!role || role.other || role.past || role.aside || role.asked || role.askedWhat) return false;
  if (month < monthOf(now) || month > monthsFrom(now, FURTHEST)) return false;
  if (role.not && !vocabulary.time.notBefore.before(reading, start)) return false;
  return !vocabulary.time.ago.before(reading, start);
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

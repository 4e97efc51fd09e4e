import { LOCALES, type Locale } from '../../locale.ts';
import type { Zone } from '../understood.ts';
import type { Evaluated } from './evaluate.ts';
import { OUT_OF_SCOPE } from './question-file.ts';

/** Shares are 0 to 1, of the questions in scope unless the name says otherwise; null where there were none. */
export interface Summary {
  questions: number;
  outOfScope: number;
  accuracy: number | null;
  topThree: number | null;
  answeredRight: number | null;
  answeredWrong: number | null;
  clarified: number | null;
  fallback: number | null;
  /** Share of out-of-scope questions that fell back. */
  outOfScopeRecall: number | null;
  /** Share of out-of-scope questions that got a direct answer. */
  outOfScopeAnswered: number | null;
  /** How well confidence tells in scope from out of scope: 0.5 is chance, 1 is perfect. */
  auroc: number | null;
  /** Share of all questions whose language was found. */
  language: number | null;
  microseconds: { median: number; p95: number };
}

export interface Confusion {
  expected: string;
  predicted: string;
  count: number;
}

export type FullSummary = Summary & { byLocale: Partial<Record<Locale, Summary>>; confusion: Confusion[] };

export function summarise(evaluated: readonly Evaluated[]): FullSummary {
  const byLocale: Partial<Record<Locale, Summary>> = {};
  for (const locale of LOCALES) {
    const own = evaluated.filter((one) => one.locale === locale);
    if (own.length > 0) byLocale[locale] = summariseAll(own);
  }
  return { ...summariseAll(evaluated), byLocale, confusion: confusionOf(evaluated) };
}

function summariseAll(evaluated: readonly Evaluated[]): Summary {
  const outside = evaluated.filter(({ expected }) => expected === OUT_OF_SCOPE);
  const inside = evaluated.filter(({ expected }) => expected !== OUT_OF_SCOPE);
  const isRight = ({ expected, predicted }: Evaluated): boolean => expected === predicted;
  const zone = (wanted: Zone) => (one: Evaluated) => one.zone === wanted;
  const times = evaluated.map(({ microseconds }) => microseconds).sort((a, b) => a - b);
  return {
    questions: evaluated.length,
    outOfScope: outside.length,
    accuracy: share(inside, isRight),
    topThree: share(inside, ({ expected, candidates }) => candidates.some(({ topic }) => topic === expected)),
    answeredRight: share(inside, (one) => one.zone === 'answer' && isRight(one)),
    answeredWrong: share(inside, (one) => one.zone === 'answer' && !isRight(one)),
    clarified: share(inside, zone('clarify')),
    fallback: share(inside, zone('fallback')),
    outOfScopeRecall: share(outside, zone('fallback')),
    outOfScopeAnswered: share(outside, zone('answer')),
    auroc: auroc(inside.map(confidenceOf), outside.map(confidenceOf)),
    language: share(evaluated, ({ language, locale }) => language === locale),
    microseconds: { median: quantile(times, 0.5), p95: quantile(times, 0.95) },
  };
}

const confidenceOf = ({ confidence }: Evaluated): number => confidence;

function share<T>(all: readonly T[], is: (one: T) => boolean): number | null {
  return all.length === 0 ? null : all.filter(is).length / all.length;
}

const quantile = (sorted: readonly number[], at: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * at))] ?? 0;

/** The chance that a random one of `high` is above a random one of `low`; ties count half. */
export function auroc(high: readonly number[], low: readonly number[]): number | null {
  if (high.length === 0 || low.length === 0) return null;
  let wins = 0;
  for (const a of high) for (const b of low) wins += a > b ? 1 : a === b ? 0.5 : 0;
  return wins / (high.length * low.length);
}

/** Which topics were taken for which, most often first; only mistakes on questions in scope. */
function confusionOf(evaluated: readonly Evaluated[]): Confusion[] {
  const counts = new Map<string, Confusion>();
  for (const { expected, predicted } of evaluated) {
    if (expected === OUT_OF_SCOPE || expected === predicted) continue;
    const key = `${expected}\t${predicted}`;
    const known = counts.get(key) ?? { expected, predicted, count: 0 };
    known.count++;
    counts.set(key, known);
  }
  return [...counts.values()].sort((a, b) => b.count - a.count || a.expected.localeCompare(b.expected));
}

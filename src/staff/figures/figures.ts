import { LOCALES } from '../../locale.ts';
import type { Mandate } from '../../mandates/mandate.ts';
import { DOMAINS } from '../../profile.ts';
import type { Statistics } from '../../transcripts/review.ts';
import type { Words } from '../pages/words.ts';

/** Numbers that belong together: a chart of them, a table and a CSV show the same. */
export interface Figure {
  id: FigureId;
  title: string;
  /** What the lines are, then what each number is. */
  columns: string[];
  rows: { name: string; values: (number | string)[] }[];
  /** How to read the chart, where it needs saying. */
  hint?: string;
  shape: 'bars' | 'stacked' | 'columns' | 'demand';
}

export const FIGURES = [
  'funnel',
  'outcomes',
  'topics',
  'excluded',
  'demand',
  'ratings',
  'hours',
  'days',
] as const;
export type FigureId = (typeof FIGURES)[number];

/** A visitor's way, each step counted in conversations. */
const FUNNEL = ['asked', 'checked', 'eligible', 'suggested', 'opened'] as const;
const RULES = ['residency', 'languages', 'availability', 'expertise'] as const;
/** Topics shown; the others are in conversations too few to tell anything. */
const MOST_TOPICS = 20;

/** Days of the period, YYYY-MM-DD, both included. */
export interface Days {
  from: string;
  to: string;
}

/** Everything that the figures page shows of a period, in the reader's language. */
export function figuresOf(
  statistics: Statistics,
  { from, to }: Days,
  mandates: readonly Mandate[],
  words: Words,
): Figure[] {
  const { t, topic } = words;
  const { events, answered, clarified, unanswered, ratings, hours, days } = statistics;
  const conversations = t('staff:figures.conversations');
  const questions = t('staff:figures.questions');
  const count = (name: string, value: number) => ({ name, values: [value] });
  return [
    {
      id: 'funnel',
      title: t('staff:figures.funnel'),
      columns: [t('staff:figures.step'), conversations, t('staff:figures.ofAll')],
      rows: FUNNEL.map((step, index) => {
        const all = events[FUNNEL[0]] ?? 0;
        const reached = events[step] ?? 0;
        const share = index > 0 && all > 0 ? words.percent(reached / all) : '';
        return { name: t(`staff:funnel.${step}`), values: [reached, share] };
      }),
      shape: 'bars',
    },
    {
      id: 'outcomes',
      title: t('staff:figures.outcomes'),
      columns: [t('staff:figures.outcome'), questions],
      rows: [
        count(t('staff:figures.answered'), answered),
        count(t('staff:figures.clarified'), clarified),
        count(t('staff:figures.unanswered'), unanswered),
      ],
      shape: 'bars',
    },
    topicsFigure(statistics, words),
    {
      id: 'excluded',
      title: t('staff:figures.excluded'),
      columns: [t('eligibility:table.rule'), conversations],
      rows: RULES.map((rule) =>
        count(t(`eligibility:rule.${rule}`), events[`excluded:${rule}`] ?? 0),
      ).toSorted((one, other) => (other.values[0] ?? 0) - (one.values[0] ?? 0)),
      shape: 'bars',
    },
    demandFigure(pairsOf(events, mandates), words),
    {
      id: 'ratings',
      title: t('staff:figures.ratings'),
      columns: [t('staff:filter.rating'), conversations],
      rows: ratings.map((value, index) => count(t('staff:sign.rating', { rating: index + 1 }), value)),
      shape: 'bars',
    },
    {
      id: 'hours',
      title: t('staff:figures.hours'),
      columns: [t('staff:figures.hour'), t('staff:list.turns')],
      rows: hours.map((value, hour) => count(String(hour), value)),
      shape: 'columns',
    },
    {
      id: 'days',
      title: t('staff:figures.days'),
      columns: [t('staff:figures.day'), t('staff:list.turns')],
      rows: daysBetween(from, to).map((day) => count(day, days.find((each) => each.day === day)?.turns ?? 0)),
      shape: 'columns',
    },
  ];

  function topicsFigure({ questions: asked }: Statistics, { language }: Words): Figure {
    const names = [...new Set(asked.map((each) => each.topic))];
    const of = (id: string, locale: string) =>
      asked
        .filter((each) => each.topic === id && each.locale === locale)
        .reduce((sum, each) => sum + each.turns, 0);
    const rows = names
      .map((id) => ({ name: topic(id), values: LOCALES.map((locale) => of(id, locale)) }))
      .filter(({ values }) => total(values) > 0)
      .toSorted((one, other) => total(other.values) - total(one.values))
      .slice(0, MOST_TOPICS);
    return {
      id: 'topics',
      title: t('staff:figures.topics'),
      columns: [t('staff:filter.topic'), ...LOCALES.map(language)],
      rows,
      shape: 'stacked',
    };
  }
}

const total = (values: number[]): number => values.reduce((sum, value) => sum + value, 0);

const DAY_MS = 24 * 3_600_000;
/** A longer period shows the days that it has. */
const MOST_DAYS = 400;

/** Every day, those on which nothing happened too. */
function daysBetween(from: string, to: string): string[] {
  const [first, last] = [Date.parse(from), Date.parse(to)];
  const count = Math.min(MOST_DAYS, Math.max(0, Math.round((last - first) / DAY_MS) + 1));
  return Array.from({ length: count }, (_, index) =>
    new Date(last - (count - 1 - index) * DAY_MS).toISOString().slice(0, 'YYYY-MM-DD'.length),
  );
}

/** A field and a country, `any` where the search named none: how often it was looked for, and what there is. */
interface Pair {
  domain: string;
  country: string;
  sought: number;
  offered: number;
}

/** From the events `seeks:<domain>:<country>`, and the mandates that a search of them could find. */
function pairsOf(events: Statistics['events'], mandates: readonly Mandate[]): Pair[] {
  const sought = new Map<string, number>();
  for (const [event, conversations] of Object.entries(events)) {
    const [, domain, country] = /^seeks:([a-z-]+):([A-Z]{2}|any)$/.exec(event) ?? [];
    if (domain && country) sought.set(`${domain} ${country}`, conversations);
  }
  const offered = new Map<string, number>();
  // Whoever searches for any field finds a mandate of two fields once.
  for (const { domains, country } of mandates)
    for (const domain of [...domains, 'any'])
      for (const place of [country, 'any']) {
        const key = `${domain} ${place}`;
        offered.set(key, (offered.get(key) ?? 0) + 1);
      }
  return [...new Set([...sought.keys(), ...offered.keys()])].map((key) => {
    const [domain = '', country = ''] = key.split(' ');
    return { domain, country, sought: sought.get(key) ?? 0, offered: offered.get(key) ?? 0 };
  });
}

/** What is looked for most comes first; where that is nothing, what there is. */
function demandFigure(pairs: Pair[], { t, country: nameOf }: Words): Figure {
  const domains: string[] = [...DOMAINS, 'any'];
  const sorted = pairs.toSorted(
    (one, other) =>
      other.sought - one.sought ||
      one.offered - other.offered ||
      domains.indexOf(one.domain) - domains.indexOf(other.domain) ||
      one.country.localeCompare(other.country),
  );
  const domainName = (id: string) => {
    const known = DOMAINS.find((domain) => domain === id);
    return known ? t(`profile:domain.${known}`) : t('staff:figures.anyDomain');
  };
  return {
    id: 'demand',
    title: t('staff:figures.demand'),
    columns: [
      t('profile:field.domains'),
      t('profile:field.countries'),
      t('staff:figures.sought'),
      t('staff:figures.offered'),
    ],
    rows: sorted.map(({ domain, country, sought, offered }) => ({
      name: domainName(domain),
      values: [country === 'any' ? t('staff:figures.anyCountry') : nameOf(country), sought, offered],
    })),
    hint: t('staff:figures.demandHint'),
    shape: 'demand',
  };
}

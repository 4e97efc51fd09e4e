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
  shape: 'bars' | 'stacked' | 'columns' | 'grid';
}

export const FIGURES = [
  'funnel',
  'outcomes',
  'topics',
  'excluded',
  'sought',
  'offered',
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

/** Everything that the figures page shows of a period, in the reader's language. */
export function figuresOf(statistics: Statistics, mandates: readonly Mandate[], words: Words): Figure[] {
  const { t, topic } = words;
  const { events, answered, clarified, unanswered, ratings, hours, days } = statistics;
  const conversations = t('staff:figures.conversations');
  const questions = t('staff:figures.questions');
  const count = (name: string, value: number) => ({ name, values: [value] });
  return [
    {
      id: 'funnel',
      title: t('staff:figures.funnel'),
      columns: [t('staff:figures.step'), conversations, t('staff:figures.ofBefore')],
      rows: FUNNEL.map((step, index) => {
        const before = events[FUNNEL[index - 1] ?? ''] ?? 0;
        const reached = events[step] ?? 0;
        const share = index > 0 && before > 0 ? words.percent(reached / before) : '';
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
    grid('sought', soughtCells(events), words),
    grid('offered', offeredCells(mandates), words),
    {
      id: 'ratings',
      title: t('staff:figures.ratings'),
      columns: [t('staff:filter.rating'), conversations],
      rows: ratings.map((value, index) => count(String(index + 1), value)),
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
      rows: days.map(({ day, turns }) => count(day, turns)),
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

/** Domain and country with how often; `any` stands for no wish. */
type Pairs = Map<string, Map<string, number>>;

function addTo(pairs: Pairs, domain: string, country: string, by: number): void {
  const countries = pairs.get(domain) ?? new Map<string, number>();
  countries.set(country, (countries.get(country) ?? 0) + by);
  pairs.set(domain, countries);
}

/** What visitors searched for, from the events `seeks:<domain>:<country>`. */
function soughtCells(events: Statistics['events']): Pairs {
  const pairs: Pairs = new Map();
  for (const [event, conversations] of Object.entries(events)) {
    const [, domain, country] = /^seeks:([a-z-]+):([A-Z]{2}|any)$/.exec(event) ?? [];
    if (domain && country) addTo(pairs, domain, country, conversations);
  }
  return pairs;
}

function offeredCells(mandates: readonly Mandate[]): Pairs {
  const pairs: Pairs = new Map();
  for (const { domains, country } of mandates) for (const domain of domains) addTo(pairs, domain, country, 1);
  return pairs;
}

function grid(id: 'sought' | 'offered', pairs: Pairs, { t, country }: Words): Figure {
  const countries = [...new Set([...pairs.values()].flatMap((each) => [...each.keys()]))].sort();
  return {
    id,
    title: t(`staff:figures.${id}`),
    columns: [
      t('profile:field.domains'),
      ...countries.map((code) => (code === 'any' ? t('staff:figures.anyCountry') : country(code))),
    ],
    rows: [...DOMAINS, 'any' as const]
      .filter((domain) => pairs.has(domain))
      .map((domain) => ({
        name: domain === 'any' ? t('staff:figures.anyDomain') : t(`profile:domain.${domain}`),
        values: countries.map((code) => pairs.get(domain)?.get(code) ?? 0),
      })),
    shape: 'grid',
  };
}

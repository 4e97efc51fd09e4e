import { type Client, createClient } from '../staff/client.ts';
import { visitorOf } from '../staff/seed.ts';
import { type Served, serveStaff } from '../staff/served.ts';
import { createRandom } from '../transcripts/random.ts';
import type { BenchOptions, Table } from './bench.ts';
import { median, quantile } from './figures.ts';
import { grow, sentence } from './store-data.ts';

/** A page of the staff must be there within this time, in milliseconds, 95 times of a hundred. */
const BAR_P95 = 300;

interface Row {
  measure: string;
  times: number;
  p50: number;
  p95: number;
  p99: number;
}

interface StaffOptions extends BenchOptions {
  activities?: number;
  /** How long each measure lasts. */
  milliseconds?: number;
  rounds?: number;
}

/**
 * The staff pages over HTTP as a browser asks for them, over a store that has grown for years; and the bot's own
 * turns, alone and while a member of the staff clicks without pause. Rounds take turns.
 */
export async function staff({
  quick = false,
  activities = quick ? 30_000 : 1_000_000,
  milliseconds = quick ? 500 : 4_000,
  rounds = quick ? 1 : 5,
  onProgress = () => undefined,
}: StaffOptions = {}): Promise<Table> {
  const served = await serveStaff({
    prepare: (dataDir) => grow(`${dataDir}/conversations.db`, activities, onProgress),
  });
  try {
    const client = createClient(served, await served.signedIn(await served.account('admin')));
    const pages = pagesOf(client);
    const clicks = () => Promise.all([pages.search?.(), pages['CSV of a conversation']?.()]);
    const measures: { name: string; work: () => Promise<unknown>; beside?: () => Promise<unknown> }[] = [
      ...Object.entries(pages).map(([name, work]) => ({ name, work })),
      { name: 'bot turn, alone', work: turns(served) },
      { name: 'bot turn, while staff searches and exports', work: turns(served), beside: clicks },
    ];
    const taken = new Map(measures.map(({ name }) => [name, [] as number[]]));
    for (let round = 0; round <= rounds; round++) {
      onProgress(`staff: round ${round} of ${rounds}`);
      for (const { name, work, beside } of measures) {
        const times = await take(work, round === 0 ? milliseconds / 4 : milliseconds, beside);
        // Round 0 warms up.
        if (round > 0) taken.get(name)?.push(...times);
      }
    }
    const rows = [...taken].map(([measure, times]) => rowOf(measure, times));
    return {
      title: `Staff pages over ${activities} activities, ms`,
      columns: ['measure', 'times', 'p50', 'p95', 'p99'],
      rows,
      findings: rows
        .filter(({ measure, p95 }) => measure in pages && p95 > BAR_P95)
        .map(({ measure, p95 }) => `${measure}: p95 is ${p95} ms, ${BAR_P95} are allowed`),
    };
  } finally {
    await served.stop();
  }
}

/** What somebody at a desk opens, one address after the other. */
function pagesOf(client: Client): Record<string, () => Promise<unknown>> {
  const random = createRandom(5);
  const open = async (path: string) => {
    const { status } = await client.get(path);
    if (status !== 200) throw new Error(`${path} answered ${status}`);
  };
  const talk = () => `talk-${Math.floor(random() * 400)}`;
  const filters = [
    'locale=es',
    'topic=apply',
    'unanswered=yes&locale=fr',
    'event=checked',
    'reviewed=no',
    'tag=none',
  ];
  const any = <T>(list: T[]): T | undefined => list[Math.floor(random() * list.length)];
  return {
    list: () => open('/staff/conversations'),
    'list, filtered': () => open(`/staff/conversations?${any(filters)}`),
    search: () =>
      open(
        `/staff/conversations?${new URLSearchParams({ q: sentence(random, 1 + Math.floor(random() * 3)) })}`,
      ),
    'search, filtered': () =>
      open(`/staff/conversations?${new URLSearchParams({ q: sentence(random, 1) })}&${any(filters)}`),
    conversation: () => open(`/staff/conversations/${talk()}`),
    'CSV of a conversation': () => open(`/staff/conversations/${talk()}/export/csv`),
    unanswered: () => open('/staff/unanswered'),
    'figures of 30 days': () => open('/staff/figures'),
  };
}

/** Whole turns of the bot, understanding and commit included. */
function turns(served: Served): () => Promise<unknown> {
  let visitor = visitorOf(served, 'en');
  let said = 0;
  return () => {
    if (++said % 10 === 0) visitor = visitorOf(served, 'en');
    return visitor.say('How long does a mandate last?');
  };
}

async function take(
  work: () => Promise<unknown>,
  milliseconds: number,
  beside?: () => Promise<unknown>,
): Promise<number[]> {
  const times: number[] = [];
  const until = performance.now() + milliseconds;
  const besides = async () => {
    while (beside && performance.now() < until) await beside();
  };
  const main = async () => {
    while (performance.now() < until) {
      const began = performance.now();
      await work();
      times.push(performance.now() - began);
    }
  };
  await Promise.all([main(), besides()]);
  return times;
}

function rowOf(measure: string, times: number[]): Row {
  const sorted = times.toSorted((one, other) => one - other);
  const round = (value: number) => Math.round(value * 10) / 10;
  return {
    measure,
    times: sorted.length,
    p50: round(median(sorted)),
    p95: round(quantile(sorted, 0.95)),
    p99: round(quantile(sorted, 0.99)),
  };
}

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createAccounts } from '../../src/staff/access/accounts.ts';
import { createSessions } from '../../src/staff/access/sessions.ts';
import { openStaffStorage } from '../../src/staff/storage/open.ts';
import { STORE_FILE } from '../../src/transcripts/open-store.ts';
import { type Client, createClient } from '../staff/client.ts';
import { createRandom } from '../transcripts/random.ts';
import type { BenchOptions, Table } from './bench.ts';
import { median, quantile } from './figures.ts';
import { cpuMs } from './process-cost.ts';
import { startServer } from './server-process.ts';
import { grow, sentence } from './store-data.ts';
import { channelClient } from './turn-clients.ts';

/** A list or a search must be there within this time, in milliseconds, 95 times of a hundred. */
const BAR_P95 = 300;

/** So much slower may the bot's slowest turns become while staff works. */
const BAR_GROWTH = 1.1;

/** Members of the staff at work at once, and the milliseconds after which each clicks again. */
const MEMBERS = 3;
const LOOKS_MS = 1_500;

/** Visitors who talk at once, and the milliseconds after which each speaks again. */
const VISITORS = 20;
const THINKS_MS = 1_000;

interface Row {
  measure: string;
  times: number;
  p50: number;
  p95: number;
  p99: number;
  /** Of the server, all its threads, each time; where others work beside, theirs counts in. */
  'CPU ms': number;
}

interface StaffOptions extends BenchOptions {
  activities?: number;
  /** How long each measure of a page lasts; the turns are measured five times as long. */
  milliseconds?: number;
  rounds?: number;
}

type Work = () => Promise<unknown>;

interface Measure {
  name: string;
  milliseconds: number;
  /** Each goes on by itself, with the pause after each time. */
  workers: Work[];
  pauseMs: number;
  beside: Work[];
  besidePauseMs: number;
}

/**
 * The staff pages of a server process over HTTP, as a browser asks for them, over a store that has grown for years;
 * and the bot's own turns, alone, while three members of the staff search and export, and while one does so without
 * a pause. Rounds take turns.
 */
export async function staff({
  quick = false,
  activities = quick ? 30_000 : 1_000_000,
  milliseconds = quick ? 500 : 3_000,
  rounds = quick ? 1 : 4,
  onProgress = () => undefined,
}: StaffOptions = {}): Promise<Table> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'passerelle-staff-'));
  grow(path.join(dataDir, STORE_FILE), activities, onProgress);
  const cookie = await signIn(dataDir);
  const server = await startServer({ env: { DATA_DIR: dataDir, ALLOW_UNAUTHENTICATED_MESSAGES: 'true' } });
  try {
    const pages = pagesOf(createClient(server, cookie));
    const measures = measuresOf(pages, server.url, milliseconds);
    const taken = new Map(measures.map(({ name }) => [name, { times: [] as number[], cpu: 0 }]));
    for (let round = 0; round <= rounds; round++) {
      onProgress(`staff: round ${round} of ${rounds}`);
      for (const measure of measures) {
        const cpuBefore = cpuMs(server.pid);
        const times = await take(measure, round === 0 ? measure.milliseconds / 4 : measure.milliseconds);
        const all = taken.get(measure.name);
        // Round 0 warms up.
        if (round === 0 || !all) continue;
        all.times.push(...times);
        all.cpu += cpuMs(server.pid) - cpuBefore;
      }
    }
    const rows = [...taken].map(([measure, { times, cpu }]) => rowOf(measure, times, cpu));
    return {
      title: `Staff pages over ${activities} activities, ms`,
      columns: ['measure', 'times', 'p50', 'p95', 'p99', 'CPU ms'],
      rows,
      findings: missed(rows),
    };
  } finally {
    await server.stop();
    await rm(dataDir, { recursive: true });
  }
}

const ALONE = 'bot turn, alone';
const WITH_STAFF = `bot turn, ${MEMBERS} of the staff search and export`;
/** What staff does beside the turns, one after the other. */
const SEARCH_AND_EXPORT = ['search', 'conversation', 'search, filtered', 'CSV of a conversation'];

const WITHOUT_PAUSE = 'bot turn, one does so without a pause';

function measuresOf(pages: Record<string, Work>, url: string, milliseconds: number): Measure[] {
  const visitors = Array.from({ length: VISITORS }, () => channelClient(url));
  const clicks = SEARCH_AND_EXPORT.flatMap((name) => pages[name] ?? []);
  const click = (member: number): Work => {
    let clicked = member;
    return async () => clicks[clicked++ % clicks.length]?.();
  };
  const members = (count: number) => Array.from({ length: count }, (_, member) => click(member));
  const turns = { milliseconds: milliseconds * 5, workers: visitors, pauseMs: THINKS_MS };
  return [
    ...Object.entries(pages).map(([name, work]) => ({
      name,
      milliseconds,
      workers: [work],
      pauseMs: 0,
      beside: [],
      besidePauseMs: 0,
    })),
    { name: ALONE, ...turns, beside: [], besidePauseMs: 0 },
    { name: WITH_STAFF, ...turns, beside: members(MEMBERS), besidePauseMs: LOOKS_MS },
    { name: WITHOUT_PAUSE, ...turns, beside: members(1), besidePauseMs: 0 },
  ];
}

/** An account and its session, made before the server starts; gives the cookie. */
async function signIn(dataDir: string): Promise<string> {
  const storage = await openStaffStorage({ dataDir });
  const database = await storage.database();
  const now = () => new Date();
  const accounts = createAccounts(database, now);
  const invitation = await accounts.add({ email: 'admin@example.org', role: 'admin', name: 'Marie' });
  const account = await accounts.redeem(invitation, 'un lac calme au matin');
  if (!account) throw new Error('the invitation was not good');
  const session = await createSessions(database, now).open(account);
  await storage.close();
  return `passerelle-session=${session}`;
}

/** What somebody at a desk opens, one address after the other. */
function pagesOf(client: Client): Record<string, Work> {
  const random = createRandom(5);
  const open = async (address: string) => {
    const { status } = await client.get(address);
    if (status !== 200) throw new Error(`${address} answered ${status}`);
  };
  const talk = () => `talk-${Math.floor(random() * 400)}`;
  const filters = [
    'locale=es',
    'topic=apply',
    'unanswered=yes&locale=fr',
    'event=checked',
    'event=eligible',
    'rating=5',
    'reviewed=no',
    'tag=none',
  ];
  const any = <T>(list: T[]): T | undefined => list[Math.floor(random() * list.length)];
  const words = () => new URLSearchParams({ q: sentence(random, 1 + Math.floor(random() * 3)) });
  return {
    list: () => open('/staff/conversations'),
    'list, filtered': () => open(`/staff/conversations?${any(filters)}`),
    search: () => open(`/staff/conversations?${words()}`),
    'search, filtered': () => open(`/staff/conversations?${words()}&${any(filters)}`),
    conversation: () => open(`/staff/conversations/${talk()}`),
    'CSV of a conversation': () => open(`/staff/conversations/${talk()}/export/csv`),
    unanswered: () => open('/staff/unanswered'),
    'figures of 30 days': () => open('/staff/figures'),
  };
}

async function take(
  { workers, pauseMs, beside, besidePauseMs }: Measure,
  milliseconds: number,
): Promise<number[]> {
  const times: number[] = [];
  const until = performance.now() + milliseconds;
  const goOn = async (work: Work, ms: number, note: (time: number) => void) => {
    while (performance.now() < until) {
      const began = performance.now();
      await work();
      note(performance.now() - began);
      // Not all at the same moment, nor in step.
      if (ms > 0) await new Promise((resolve) => setTimeout(resolve, ms * (0.5 + Math.random())));
    }
  };
  await Promise.all([
    ...workers.map((work) => goOn(work, pauseMs, (time) => times.push(time))),
    ...beside.map((work) => goOn(work, besidePauseMs, () => {})),
  ]);
  return times;
}

function rowOf(measure: string, times: number[], cpu: number): Row {
  const sorted = times.toSorted((one, other) => one - other);
  return {
    measure,
    times: sorted.length,
    p50: median(sorted),
    p95: quantile(sorted, 0.95),
    p99: quantile(sorted, 0.99),
    'CPU ms': cpu / sorted.length,
  };
}

function missed(rows: Row[]): string[] {
  const p99 = (name: string) => rows.find(({ measure }) => measure === name)?.p99 ?? Number.NaN;
  const growth = p99(WITH_STAFF) / p99(ALONE);
  return [
    ...rows
      .filter(({ measure, p95 }) => !measure.startsWith('bot turn') && p95 > BAR_P95)
      .map(({ measure, p95 }) => `${measure}: p95 is ${p95.toFixed(0)} ms, ${BAR_P95} are allowed`),
    ...(growth > BAR_GROWTH ? [`the p99 of turns grows ${growth.toFixed(2)} times while staff works`] : []),
  ];
}

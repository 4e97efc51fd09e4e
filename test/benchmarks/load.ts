import { LOCALES, type Locale } from '../../src/locale.ts';
import type { BenchOptions, Table } from './bench.ts';
import { quantile } from './figures.ts';
import { cpuMs, rssMb } from './process-cost.ts';
import { readMetric, type ServerProcess, startServer } from './server-process.ts';
import { newTally, type Tally, visitor } from './visitors.ts';

const COLUMNS = [
  'visitors',
  'turns/s',
  'acknowledged p50 ms',
  'p99 ms',
  'reply p99 ms',
  'busy',
  'errors',
  'lost',
  'doubled',
  'loop p99 ms',
  'CPU %',
  'RSS MB',
] as const;

type Row = Record<(typeof COLUMNS)[number], number>;

/** Milliseconds between a reply and the next message: a person who reads fast. */
const THINK_MS = 4_000;

const STEP_MS = 20_000;

/** Ends before the visitors of the last step are twice what the server can serve, and begins well below. */
const STEPS = [50, 200];

/** Back-pressure: visitors who all speak at one moment and do not think, four times as many as turns are taken in hand. */
const FLOOD = 1_024;

/** Opening their conversations takes a while. */
const FLOOD_OPENS_MS = 15_000;

/** Every visitor has an address of its own. */
const ENV = { TRUST_PROXY: 'true' };

/**
 * Visitors in three languages over WebSocket, with time to think; then a flood of several times what the server takes
 * in hand, in which everything acknowledged must be kept and nothing may happen twice.
 */
export async function load({
  quick = false,
  onProgress = () => undefined,
}: BenchOptions = {}): Promise<Table> {
  const server = await startServer({ env: ENV });
  const ms = quick ? STEP_MS / 2 : STEP_MS;
  const rows: Row[] = [];
  const findings: string[] = [];
  try {
    await step(server, 20, 200, ms / 2);
    for (const visitors of STEPS) {
      onProgress(`load: ${visitors} visitors who think`);
      rows.push(await step(server, visitors, THINK_MS, ms, findings));
    }
    onProgress(`load: ${FLOOD} visitors who do not think`);
    rows.push(await step(server, FLOOD, 0, FLOOD_OPENS_MS + ms / 2, findings, FLOOD_OPENS_MS));
  } finally {
    await server.stop();
  }
  return {
    title: `Visitors over WebSocket, ${THINK_MS / 1000} s to think (the last row: none)`,
    columns: COLUMNS,
    rows,
    findings,
  };
}

const SOAK_VISITORS = 100;
const SOAK_MINUTES = 30;
const QUICK_SOAK_MINUTES = 3;

/** The same for long, a row a minute; the memory's slope is in the title. MINUTES in the environment sets how long. */
export async function soak({
  quick = false,
  onProgress = () => undefined,
}: BenchOptions = {}): Promise<Table> {
  const minutes = Number(process.env.MINUTES ?? (quick ? QUICK_SOAK_MINUTES : SOAK_MINUTES));
  const server = await startServer({ env: ENV });
  const rows: (Row & { minute: number })[] = [];
  const findings: string[] = [];
  try {
    for (let minute = 1; minute <= minutes; minute++) {
      rows.push({ minute, ...(await step(server, SOAK_VISITORS, THINK_MS, 60_000, findings)) });
      onProgress(`soak: minute ${minute} of ${minutes}, ${rows.at(-1)?.['RSS MB'].toFixed(0)} MB`);
    }
  } finally {
    await server.stop();
  }
  // The first third is warming up: code is compiled and caches fill.
  const settled = rows.slice(Math.floor(rows.length / 3));
  const perMinute = slope(settled.map((row) => [row.minute, row['RSS MB']]));
  return {
    title: `${SOAK_VISITORS} visitors for ${minutes} minutes: memory ${perMinute.toFixed(2)} MB a minute in the last two thirds`,
    columns: ['minute', ...COLUMNS],
    rows,
    findings,
  };
}

async function step(
  server: ServerProcess,
  visitors: number,
  thinkMs: number,
  ms: number,
  findings: string[] = [],
  openMs = 0,
): Promise<Row> {
  const tally = newTally();
  const cpuBefore = cpuMs(server.pid);
  await readMetric(server.url, 'nodejs_eventloop_lag_p99_seconds');
  const started = performance.now();
  const until = started + ms;
  await Promise.all(
    Array.from({ length: visitors }, (_, index) =>
      visitor({
        url: server.url,
        locale: LOCALES[index % LOCALES.length] as Locale,
        thinkMs,
        until,
        sayFrom: started + openMs,
        tally,
        address: `198.51.${index >> 8}.${index & 255}`,
      }),
    ),
  );
  const seconds = (performance.now() - started) / 1000;
  const row = await rowOf(server, tally, visitors, seconds);
  row['CPU %'] = (cpuMs(server.pid) - cpuBefore) / seconds / 10;
  for (const [what, times] of tally.errors) findings.push(`${visitors} visitors: ${times} × ${what}`);
  if (tally.lost > 0) findings.push(`${visitors} visitors: ${tally.lost} acknowledged messages were lost`);
  if (tally.doubled > 0) findings.push(`${visitors} visitors: ${tally.doubled} messages were kept twice`);
  return row;
}

async function rowOf(server: ServerProcess, tally: Tally, visitors: number, seconds: number): Promise<Row> {
  const acknowledged = tally.acknowledged.sort((a, b) => a - b);
  const replied = tally.replied.sort((a, b) => a - b);
  return {
    visitors,
    'turns/s': acknowledged.length / seconds,
    'acknowledged p50 ms': quantile(acknowledged, 0.5),
    'p99 ms': quantile(acknowledged, 0.99),
    'reply p99 ms': quantile(replied, 0.99),
    busy: tally.busy,
    errors: [...tally.errors.values()].reduce((sum, times) => sum + times, 0),
    lost: tally.lost,
    doubled: tally.doubled,
    'loop p99 ms': 1000 * (await readMetric(server.url, 'nodejs_eventloop_lag_p99_seconds')),
    'CPU %': 0,
    'RSS MB': rssMb(server.pid),
  };
}

/** Of the straight line nearest to the points. */
function slope(points: [x: number, y: number][]): number {
  const meanX = points.reduce((sum, [x]) => sum + x, 0) / points.length;
  const meanY = points.reduce((sum, [, y]) => sum + y, 0) / points.length;
  const along = points.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0);
  return along / points.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0);
}

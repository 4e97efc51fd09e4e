import { randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { WebSocket } from 'ws';
import { z } from 'zod';
import { LOCALES, type Locale } from '../../src/locale.ts';
import type { BenchOptions, Table } from './bench.ts';
import { filesMb, rssMb } from './process-cost.ts';
import { type ServerProcess, startServer } from './server-process.ts';

const COLUMNS = [
  'state',
  'RSS MB',
  'program files MB',
  'main heap MB',
  'other threads',
  'their heaps MB',
  'rest MB',
] as const;

type Row = Record<(typeof COLUMNS)[number], number | string>;

const KEPT = 10_000;
const QUICK_KEPT = 1_000;
const SOCKETS = 500;
const AT_ONCE = 16;

const BAR_MB = 250;

/** What is only soon garbage is no part of a state. */
const SETTLE_MS = 5_000;

const SAID: Record<Locale, string[]> = {
  fr: ['combien de temps ça dure ?', 'je suis citoyenne canadienne', 'trouvez-moi un mandat de 6 mois'],
  en: ['which countries do you work in?', 'I am a permanent resident', 'find me a mandate for 6 months'],
  es: ['¿hace falta ser especialista?', 'soy residente permanente', 'busco algo de 3 a 6 meses'],
};

/** Times that our own rules do not read, so that the recognizers start. */
const PUZZLES: Record<Locale, string> = {
  fr: 'je suis libre dès lundi prochain',
  en: 'I can leave next Monday',
  es: 'puedo salir el próximo lunes',
};
const WARM_MS = 30_000;

/** What the assistant holds in memory, with conversations kept and sockets open, and whose it is. */
export async function memory({
  quick = false,
  onProgress = () => undefined,
}: BenchOptions = {}): Promise<Table> {
  const reports = mkdtempSync(path.join(tmpdir(), 'passerelle-memory-'));
  // Should the models have to be trained, then not in the process that is measured.
  await (await startServer()).stop();
  const server = await startServer({
    env: { TRUST_PROXY: 'true' },
    flags: ['--report-on-signal', '--report-signal=SIGUSR2', `--report-directory=${reports}`],
  });
  const rows: Row[] = [];
  const note = async (state: string) => {
    await pause(SETTLE_MS);
    rows.push(await rowOf(state, server, reports));
    onProgress(`memory: ${state}, ${Number(rows.at(-1)?.['RSS MB']).toFixed(0)} MB`);
  };
  const sockets: WebSocket[] = [];
  try {
    await note('started');
    const kept = quick ? QUICK_KEPT : KEPT;
    await each(kept, async (index) => {
      const locale = localeOf(index);
      const talk = await openTalk(server.url, index, locale);
      await talk.say(SAID[locale][Math.floor(index / LOCALES.length) % SAID[locale].length] as string);
    });
    await note(`${kept} conversations kept`);
    await each(SOCKETS, async (index) => {
      sockets.push(await (await openTalk(server.url, kept + index, localeOf(index))).listen());
    });
    await note(`and ${SOCKETS} sockets open`);
    await each(LOCALES.length, async (index) => {
      const locale = localeOf(index);
      await (await openTalk(server.url, kept + SOCKETS + index, locale)).say(PUZZLES[locale]);
    });
    await pause(WARM_MS);
    await note('and the recognizers asked, in three languages');
  } finally {
    for (const socket of sockets) socket.terminate();
    await server.stop();
    rmSync(reports, { recursive: true, force: true });
  }
  const bar = rows[2];
  return {
    title: 'Memory of the assistant',
    columns: COLUMNS,
    rows,
    findings: Number(bar?.['RSS MB']) > BAR_MB ? [`${bar?.state}: more than ${BAR_MB} MB`] : [],
  };
}

const localeOf = (index: number) => LOCALES[index % LOCALES.length] as Locale;

/** A conversation over Direct Line, from an address of its own. */
async function openTalk(url: string, index: number, locale: Locale) {
  const address = `10.${index >> 16}.${(index >> 8) & 255}.${index & 255}`;
  const post = async (where: string, token: string, body: unknown) => {
    const response = await fetch(`${url}/v3/directline${where}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-forwarded-for': address,
        ...(token && { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${where}: ${response.status}`);
    return response.json();
  };
  const { token } = await post('/tokens/generate', '', {});
  const { conversationId, streamUrl } = await post('/conversations', token, { locale });
  return {
    async say(text: string) {
      const channelData = { clientActivityID: randomUUID() };
      await post(`/conversations/${conversationId}/activities`, token, {
        type: 'message',
        text,
        channelData,
      });
    },
    async listen() {
      const socket = new WebSocket(streamUrl, { headers: { 'x-forwarded-for': address } });
      await new Promise((resolve, reject) => {
        socket.once('open', resolve);
        socket.once('error', reject);
      });
      return socket;
    },
  };
}

async function each(times: number, work: (index: number) => Promise<void>): Promise<void> {
  let next = 0;
  const worker = async () => {
    for (let index = next++; index < times; index = next++) await work(index);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

const Heap = z.object({ javascriptHeap: z.object({ totalMemory: z.number() }) });
const Report = Heap.extend({ workers: z.array(Heap) });

/** Node's own report tells the heaps of the threads apart; the system tells the rest. */
async function rowOf(state: string, { pid }: ServerProcess, reports: string): Promise<Row> {
  const rss = rssMb(pid);
  const files = filesMb(pid);
  const report = await reportOf(pid, reports);
  const heap = mb(report.javascriptHeap.totalMemory);
  const others = report.workers.map((worker) => mb(worker.javascriptHeap.totalMemory));
  const theirs = others.reduce((sum, each) => sum + each, 0);
  return {
    state,
    'RSS MB': rss,
    'program files MB': files,
    'main heap MB': heap,
    'other threads': others.length,
    'their heaps MB': theirs,
    'rest MB': rss - files - heap - theirs,
  };
}

const mb = (bytes: number) => bytes / 1024 / 1024;

async function reportOf(pid: number, folder: string): Promise<z.infer<typeof Report>> {
  const before = readdirSync(folder).length;
  process.kill(pid, 'SIGUSR2');
  for (;;) {
    await pause(200);
    const files = readdirSync(folder).sort();
    const file = files.at(-1);
    if (files.length === before || file === undefined) continue;
    try {
      return Report.parse(JSON.parse(readFileSync(path.join(folder, file), 'utf8')));
    } catch (error) {
      // Still being written.
      if (!(error instanceof SyntaxError)) throw error;
    }
  }
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

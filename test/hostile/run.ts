import { createRandom } from '../../src/understanding/random.ts';
import type { ServerProcess } from '../benchmarks/server-process.ts';
import { ATTACKS, type Attack } from './attacks.ts';
import { hangAround, SOCKET_ATTACKS } from './attacks-sockets.ts';
import { STAFF_ATTACKS } from './attacks-staff.ts';
import { TOKEN_ATTACKS } from './attacks-tokens.ts';
import { createDice, FILE_ADDRESS } from './nasty.ts';
import { openTarget, type Target } from './target.ts';

export interface HostileRow {
  attack: string;
  /** Times it was tried. */
  attacks: number;
  /** Status lines that came back; an attack may hold several requests. */
  answers: number;
  '2xx': number;
  '3xx': number;
  '4xx': number;
  /** 503 with Retry-After: a refusal. */
  busy: number;
  '5xx': number;
  /** Answered by hanging up. */
  silent: number;
  leaks: number;
}

export interface HostileReport {
  rows: HostileRow[];
  requests: number;
  /** What went wrong, each with its attack and seed; empty is the bar. */
  findings: string[];
}

interface Options {
  server: ServerProcess;
  seed: number;
  attacks: number;
  /** Attacks at a time. */
  atOnce?: number;
  onProgress?: (line: string) => void;
}

/** What another visitor said. It must come back to nobody else, and stand in no log. */
const CANARY = 'canarisecret quinze';

/** Signs that an answer tells how the server is made. */
const LEAKS = [
  /\n? {2,}at .{0,200}:\d+:\d+/,
  /node_modules|node:internal|\.ts:\d|file:\/\//,
  /\b(?:Type|Syntax|Range|Reference|Zod|Sqlite|Assertion)Error\b/,
  /SQLITE_|ENOENT|EACCES|ECONN/,
  /Cannot read propert|is not a function|undefined is not|Unexpected token/,
  /\/(?:work|home|root|app|usr|tmp|var)\/[a-z]/,
  new RegExp(CANARY),
];

/** A message says this often that its conversation may not be used any more: rates are by conversation. */
const ATTACKS_PER_CONVERSATION = 10;

/** Throws seeded attacks at a running server and says what came of it. */
export async function runHostile(options: Options): Promise<HostileReport> {
  const { server, seed, attacks, atOnce = 8, onProgress = () => undefined } = options;
  const all: [string, Attack][] = Object.entries({
    ...ATTACKS,
    ...TOKEN_ATTACKS,
    ...SOCKET_ATTACKS,
    ...STAFF_ATTACKS,
  });
  const rows = new Map(all.map(([name]) => [name, emptyRow(name)]));
  const findings: string[] = [];
  const dice = createDice(createRandom(seed));
  await visit(server, CANARY);
  const letGo = hangAround(await openTarget(server.url, dice), 60, dice);
  // What the start cost is no part of it.
  server.watchStalls();

  let next = 0;
  async function attackAfterAttack(): Promise<void> {
    let target: Target | undefined;
    for (let index = next++; index < attacks && !server.ended(); index = next++) {
      const own = createDice(createRandom(seed * 1_000_003 + index));
      if (!target || index % ATTACKS_PER_CONVERSATION === 0) target = await openTarget(server.url, own);
      const [name, attack] = all[index % all.length] as [string, Attack];
      const row = rows.get(name) as HostileRow;
      const { statuses, text } = await attack(target, own).catch((error: Error) => ({
        statuses: [],
        text: `the client itself: ${error.message}`,
      }));
      findings.push(
        ...judge(row, statuses, text).map((what) => `${name} (seed ${seed}, attack ${index}): ${what}`),
      );
      if (index % 200 === 199) onProgress(`hostile: ${index + 1} of ${attacks}`);
    }
  }
  await Promise.all(Array.from({ length: atOnce }, attackAfterAttack));
  letGo();

  const ended = server.ended();
  if (ended) findings.push(`the server ended: ${ended}\n${server.logged.slice(-20).join('\n')}`);
  if (!ended && !(await visit(server, 'how long does it last?')))
    findings.push('afterwards a visitor is not answered');
  for (const line of server.logged) {
    if (/"level":[56]0/.test(line)) findings.push(`logged: ${line.slice(0, 1_000)}`);
    if (line.includes(CANARY)) findings.push('a log line repeats what a visitor said');
  }
  const table = [...rows.values()];
  return {
    rows: table,
    requests: table.reduce((sum, { answers, silent }) => sum + answers + silent, 0),
    findings,
  };
}

/** Counts an answer and says what is wrong with it. */
function judge(row: HostileRow, statuses: number[], text: string): string[] {
  const wrong: string[] = [];
  row.attacks += 1;
  row.answers += statuses.length;
  if (statuses.length === 0) row.silent += 1;
  for (const status of statuses) {
    if (status === 503 && /^retry-after: \d+/im.test(text)) row.busy += 1;
    else if (status >= 500) {
      row['5xx'] += 1;
      wrong.push(`answered ${status}: ${text.slice(-300)}`);
    } else if (status >= 400) row['4xx'] += 1;
    else if (status >= 300) row['3xx'] += 1;
    else row['2xx'] += 1;
  }
  const told = withoutScripts(text).replaceAll(FILE_ADDRESS, '');
  const leak = LEAKS.map((sign) => sign.exec(told)?.[0]).find(Boolean);
  if (leak) {
    row.leaks += 1;
    wrong.push(`leaks "${leak.slice(0, 200)}"`);
  }
  return wrong;
}

/** What browsers load is public; it may well hold the word TypeError. */
const withoutScripts = (text: string): string =>
  /content-type: (?:text\/(?:javascript|css)|text\/plain; version)/i.test(text) ? '' : text;

function emptyRow(attack: string): HostileRow {
  return {
    attack,
    attacks: 0,
    answers: 0,
    '2xx': 0,
    '3xx': 0,
    '4xx': 0,
    busy: 0,
    '5xx': 0,
    silent: 0,
    leaks: 0,
  };
}

/** A visitor who says something; true when it was answered. */
async function visit(server: ServerProcess, text: string): Promise<boolean> {
  const target = await openTarget(server.url, createDice(createRandom(Date.now() % 1e6)));
  const path = `${server.url}/v3/directline/conversations/${target.conversationId}/activities`;
  const headers = { authorization: `Bearer ${target.token}`, 'content-type': 'application/json' };
  const body = JSON.stringify({ type: 'message', text });
  const answer = await fetch(path, { method: 'POST', headers, body });
  const log = (await (await fetch(path, { headers })).json()) as { activities: { from: { role: string } }[] };
  return answer.status === 200 && log.activities.at(-1)?.from.role === 'bot';
}

/** The event loop may stand still this long, in milliseconds of the thread's own work. */
export const LONGEST_STALL_MS = 100;

/** The settings under which everything that can be attacked is open. */
export const HOSTILE_ENV = { TRUST_PROXY: 'true', ALLOW_UNAUTHENTICATED_MESSAGES: 'true' };

import { afterAll, afterEach, beforeAll, expect, jest, test } from '@jest/globals';
import { openTalk } from '../../src/widget/direct-line.ts';
import type { Activity, Talk } from '../../src/widget/talk.ts';
import { type Begun, caller } from '../directline/caller.ts';
import { type Instance, startInstance } from './instances.ts';
import { type PostgresServer, startPostgres } from './postgres-server.ts';

/** Servers start, stop and come back here. */
jest.setTimeout(120_000);

/** The first start may have to learn all phrases, on a machine that does other things besides. */
const START_MS = 180_000;

let server: PostgresServer;
let one: Instance;
let other: Instance;
const toEnd: (() => Promise<void>)[] = [];

beforeAll(async () => {
  server = await startPostgres();
  toEnd.unshift(server.dispose);
  const url = await server.newDatabase();
  // One after the other: they share a process here, and with it the bundler that a start uses.
  one = await startInstance(url);
  toEnd.unshift(one.stop);
  other = await startInstance(url);
  toEnd.unshift(other.stop);
}, START_MS);
// Also when a start failed: a server that is left over keeps the whole run from ending.
afterAll(async () => {
  for (const end of toEnd) await end();
});

/** What takes longer than this does not come any more. */
const PATIENCE_MS = 30_000;

const listening: Talk[] = [];
afterEach(() => {
  for (const talk of listening.splice(0)) talk.close();
});

/**
 * The ids that come over a visitor's stream. The widget's own client listens: a stream is closed when the log cannot
 * be read for it, and clients come back for what they miss.
 */
async function listen({ url }: Instance, { conversationId, token }: Begun): Promise<string[]> {
  const ids: string[] = [];
  let isOnline = false;
  const talk = openTalk({
    server: url,
    saved: { conversationId, token, unsent: [] },
    // Typing is shown for a moment and kept nowhere.
    onActivity: ({ type, id = 'no id' }) => type !== 'typing' && ids.push(id),
    onStatus: (status) => {
      isOnline = status === 'online';
    },
  });
  listening.push(talk);
  await until('the stream is open', () => isOnline);
  return ids;
}

/** Waits until something is so; when patience ends it says what was waited for. */
async function until(what: string, isSo: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS;
  while (!(await isSo())) {
    if (performance.now() > deadline) throw new Error(`not within ${PATIENCE_MS} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

async function expectToArrive(stream: string[], log: Activity[]): Promise<void> {
  await until(`${log.length} activities arrive`, () => stream.length >= log.length).catch((error) => {
    throw new Error(`${error.message}, ${stream.length} did`);
  });
  expect(stream).toEqual(idsOf(log));
}

const say = ({ url }: Instance, talk: Begun, clientActivityID: string) =>
  caller(url).say(talk, { text: 'how long does it last?', channelData: { clientActivityID } });

/** Sends until it is acknowledged, as clients do. */
async function sayUntilKept(instance: Instance, talk: Begun, id: string): Promise<void> {
  await until(`${id} is kept`, async () => {
    const { status, body } = await say(instance, talk, id);
    if (status !== 200 && status !== 503) throw new Error(`refused: ${JSON.stringify(body)}`);
    return status === 200;
  });
}

/** The whole conversation, as the other instance sees it. */
const logOf = async (talk: Begun): Promise<Activity[]> => (await caller(other.url).log(talk)).body.activities;

const idsOf = (log: Activity[]) => log.map(({ id }) => id);
const saidByVisitor = (log: Activity[]) => log.filter(({ from }) => from?.role === 'user');
const named = (log: Activity[]) =>
  saidByVisitor(log).map(({ channelData }) => String(channelData?.clientActivityID));

/** Each message is followed by what answers it, and by nothing that answers another. */
function expectWholeTurns(log: Activity[]): void {
  let asked: string | undefined;
  let answers = 0;
  for (const { from, id, replyToId } of log.slice(log.findIndex((each) => each.from?.role === 'user'))) {
    if (from?.role === 'user') {
      if (asked !== undefined) expect(answers).toBeGreaterThan(0);
      asked = id;
      answers = 0;
    } else {
      if (replyToId !== undefined) expect(replyToId).toBe(asked);
      answers++;
    }
  }
  expect(answers).toBeGreaterThan(0);
}

test('a visitor connected to one instance gets what the other wrote, in order and once', async () => {
  const talk = await caller(one.url).begin({ locale: 'en' });
  const stream = await listen(one, talk);
  const sent = Array.from({ length: 12 }, (_, number) => `message-${number}`);
  for (const [index, id] of sent.entries()) {
    const { status } = await say(index % 2 === 0 ? other : one, talk, id);
    expect(status).toBe(200);
  }
  const log = await logOf(talk);
  expect(named(log)).toEqual(sent);
  expectWholeTurns(log);
  await expectToArrive(stream, log);
});

test('messages that race through both, each of them sent to both, are all kept once', async () => {
  const talks = await Promise.all([1, 2, 3].map(() => caller(one.url).begin({ locale: 'en' })));
  const streams = await Promise.all(talks.map((talk) => listen(one, talk)));
  const sent = Array.from({ length: 10 }, (_, number) => `message-${number}`);
  await Promise.all(
    talks.flatMap((talk) =>
      sent.flatMap((id) => [sayUntilKept(one, talk, id), sayUntilKept(other, talk, id)]),
    ),
  );
  for (const [index, talk] of talks.entries()) {
    const log = await logOf(talk);
    expect(named(log).sort()).toEqual([...sent].sort());
    expectWholeTurns(log);
    await expectToArrive(streams[index] ?? [], log);
  }
});

test('PostgreSQL goes down amid messages: nothing is half kept or wrongly acknowledged, and all goes on by itself', async () => {
  const talk = await caller(one.url).begin({ locale: 'en' });
  const stream = await listen(one, talk);
  const racing = Array.from({ length: 12 }, (_, number) => `racing-${number}`);
  const answers = racing.map((id, index) => say(index % 2 === 0 ? one : other, talk, id));
  await answers[0];
  await server.stop();
  const statuses = (await Promise.all(answers)).map(({ status }) => status);
  expect(new Set([200, 503, ...statuses])).toEqual(new Set([200, 503]));
  for (const instance of [one, other]) {
    const ready = await fetch(`${instance.url}/readyz`);
    expect(ready.status).toBe(503);
    expect(await ready.json()).toMatchObject({ waitingFor: ['store'] });
    const refused = await say(instance, talk, 'meanwhile');
    expect(refused).toMatchObject({ status: 503, body: { error: { code: 'Unavailable' } } });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await fetch(`${instance.url}/healthz`)).status).toBe(200);
  }

  await server.start();
  for (const { url } of [one, other]) {
    await until(`${url} is ready again`, async () => (await fetch(`${url}/readyz`)).ok);
  }
  const kept = await logOf(talk);
  expectWholeTurns(kept);
  const acknowledged = racing.filter((_id, index) => statuses[index] === 200);
  expect(named(kept)).toEqual(expect.arrayContaining(acknowledged));
  expect(named(kept)).not.toContain('meanwhile');

  // What was not acknowledged is sent again, by way of the other instance too.
  for (const id of [...racing, 'meanwhile']) await sayUntilKept(other, talk, id);
  await sayUntilKept(one, talk, 'meanwhile');
  const log = await logOf(talk);
  expect(idsOf(log).slice(0, kept.length)).toEqual(idsOf(kept));
  expect(named(log).sort()).toEqual([...racing, 'meanwhile'].sort());
  expectWholeTurns(log);
  await expectToArrive(stream, log);
});

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { pino } from 'pino';
import { createApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { CodedError } from '../../src/errors.ts';
import { createMetrics } from '../../src/metrics/metrics.ts';
import type { ConversationStore } from '../../src/transcripts/store.ts';
import { CACHE_DIR } from '../conversations/assistant.ts';
import { caller } from '../directline/caller.ts';

const TOKEN = 'a-token-that-nobody-can-guess';
const dataDir = mkdtempSync(path.join(tmpdir(), 'passerelle-metrics-'));
const logged: Record<string, unknown>[] = [];
let app: Awaited<ReturnType<typeof createApp>>;
let url: string;

beforeAll(async () => {
  const config = readConfig({
    DATA_DIR: dataDir,
    CACHE_DIR,
    NODE_ENV: 'test',
    PORT: '0',
    METRICS_TOKEN: TOKEN,
  });
  const logger = pino({ level: 'info' }, { write: (line: string) => void logged.push(JSON.parse(line)) });
  app = await createApp(config, logger);
  url = await app.start();
}, 60_000);

afterAll(async () => {
  await app.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

const metrics = (headers: Record<string, string> = {}) => fetch(`${url}/metrics`, { headers });

test('a turn shows in the figures: what it meant, how long it took, what the store did for it', async () => {
  const { begin, say } = caller(url);
  const talk = await begin({ locale: 'en' });
  await say(talk, { text: 'how long does it last?' });
  await say(talk, { text: 'qwer asdf zxcv' });
  const text = await (await metrics()).text();
  expect(text).toContain('passerelle_turns_total{channel="directline",locale="en",outcome="committed"} 2');
  expect(text).toContain('passerelle_turn_seconds_count{channel="directline"} 3');
  expect(text).toContain('passerelle_understood_total{zone="answer",locale="en"} 1');
  expect(text).toContain('passerelle_topics_total{topic="duration"} 1');
  expect(text).toContain('passerelle_unanswered_total{locale="en"} 1');
  expect(text).toContain('passerelle_handoffs_waiting 0');
  expect(text).toMatch(/passerelle_store_seconds_count\{operation="commitTurn"\} 3/);
  expect(text).toContain('route="/v3/directline/conversations/:conversationId/activities",status="200"} 2');
  expect(text).toContain('nodejs_eventloop_lag_p99_seconds');
  expect(text).toContain('process_resident_memory_bytes');
});

describe('while the store does not answer', () => {
  function over(listHandoffs: ConversationStore['listHandoffs']) {
    const own = createMetrics();
    own.store({ listHandoffs } as ConversationStore);
    return own;
  }
  const two = { items: [{}, {}] } as Awaited<ReturnType<ConversationStore['listHandoffs']>>;
  const away = () => Promise.reject(new CodedError('STORE_UNAVAILABLE', 'It is away.', 'Start it.'));

  test('the figures come all the same, with what was known last and the error counted', async () => {
    let ask: ConversationStore['listHandoffs'] = async () => two;
    const { read } = over(() => ask());
    expect((await read()).text).toContain('passerelle_handoffs_waiting 2');
    ask = away;
    const { text } = await read();
    expect(text).toContain('passerelle_handoffs_waiting 2');
    expect(text).toContain('process_resident_memory_bytes');
    expect((await read()).text).toContain(
      'passerelle_store_errors_total{operation="listHandoffs",code="STORE_UNAVAILABLE"} 1',
    );
  });

  test('nor even refuses, a scrape does not wait for it, and it is asked once', async () => {
    let asked = 0;
    const { read } = over(() => {
      asked++;
      return new Promise(() => {});
    });
    for (let scrape = 0; scrape < 2; scrape++)
      expect((await read()).text).toContain('process_resident_memory_bytes');
    expect(asked).toBe(1);
  });
});

test('no figure names a conversation or a visitor', async () => {
  const talk = await caller(url).begin();
  const text = await (await metrics()).text();
  expect(text).not.toContain(talk.conversationId);
  expect(text).not.toContain('dl_');
});

test('programs on this machine read the figures, everybody else brings the token', async () => {
  expect((await metrics()).status).toBe(200);
  expect((await metrics({ 'x-forwarded-for': '203.0.113.9' })).status).toBe(403);
  expect((await metrics({ authorization: `Bearer ${TOKEN}`, 'x-forwarded-for': '203.0.113.9' })).status).toBe(
    200,
  );
  expect((await metrics({ authorization: 'Bearer wrong' })).status).toBe(401);
});

test('the log line of a turn carries the id that the caller got, and nothing that was said', async () => {
  const { begin, say } = caller(url);
  const talk = await begin();
  const answer = await say(talk, { text: 'a very private sentence' });
  const line = logged.findLast(({ msg }) => msg === 'turn');
  expect(line).toMatchObject({
    requestId: answer.headers.get('x-request-id'),
    conversationId: talk.conversationId,
    outcome: 'committed',
  });
  expect(JSON.stringify(logged)).not.toContain('private sentence');
});

test('the dashboard asks only for figures that there are', async () => {
  const dashboard = readFileSync(
    path.resolve(import.meta.dirname, '../../src/metrics/dashboard.json'),
    'utf8',
  );
  const text = await (await metrics()).text();
  const asked = dashboard.match(/\b(?:passerelle|nodejs|process)_[a-z0-9_]+/g) ?? [];
  const missing = asked.filter(
    (name) => !text.includes(`# HELP ${name.replace(/_(?:bucket|count|sum)$/, '')} `),
  );
  expect(asked.length).toBeGreaterThan(10);
  expect(missing).toEqual([]);
});

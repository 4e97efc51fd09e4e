import { beforeAll, expect, test } from '@jest/globals';
import type { Role } from '../../src/staff/access/roles.ts';
import { staffClient } from './client.ts';
import { visitorOf } from './seed.ts';
import { serveFile } from './serve-file.ts';

const served = serveFile();

beforeAll(async () => {
  const visitor = visitorOf(served, 'fr');
  await visitor.say('Combien ça coûte ?');
  await visitor.say('Parler à quelqu’un');
  await visitor.say('Non, répondez-moi ici');
  const [mandate] = served.mandates.all();
  if (mandate)
    await served.mandates.upsert({ ...mandate, publishedOn: '2020-01-01', closesOn: '2020-02-01' });
}, 60_000);

const WAITING = 'People waiting for an answer of the team: 1';
const UNANSWERED = 'Questions without an answer in the last 7 days: 1';
const MANDATES = 'Mandates that close soon or are no longer suggested:';
const CONVERSATIONS = 'Conversations of the last 7 days: 1';

test.each<[Role, string[], string[]]>([
  ['reviewer', [CONVERSATIONS], [WAITING, UNANSWERED, MANDATES]],
  ['agent', [WAITING, CONVERSATIONS], [UNANSWERED, MANDATES]],
  ['editor', [UNANSWERED, MANDATES, CONVERSATIONS], [WAITING]],
  ['admin', [WAITING, UNANSWERED, MANDATES, CONVERSATIONS], []],
])('whoever comes as %s sees what there is to do for them', async (role, expected, others) => {
  const { text } = await (await staffClient(served, role)).get('/staff');
  for (const task of expected) expect(text).toContain(task);
  for (const task of others) expect(text).not.toContain(task);
});

test('with nothing to do the page says so', async () => {
  for (const { conversationId } of (await served.store.list({})).items)
    await served.store.erase({ conversationId }, 'test');
  const { text } = await (await staffClient(served, 'reviewer')).get('/staff');
  expect(text).toContain('Nothing is pressing.');
});

test('figures that are taken along stand in the audit log', async () => {
  const reviewer = await staffClient(served, 'reviewer');
  await reviewer.get('/staff/figures/topics.csv?from=2026-01-01&to=2026-01-31');
  const { items } = await served.store.readAudit({ action: 'export' });
  expect(items[0]).toMatchObject({
    actor: 'reviewer@example.org',
    subject: 'figures',
    detail: { figure: 'topics', from: '2026-01-01', to: '2026-01-31' },
  });
});

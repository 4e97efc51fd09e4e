import { expect, test } from '@jest/globals';
import { createClient, staffClient } from './client.ts';
import { visitorOf } from './seed.ts';
import { serveFile } from './serve-file.ts';

const served = serveFile();

/** Where the card of a mandate that is published elsewhere leads. */
async function postingShown(): Promise<{ path: string; mandate: string }> {
  const [mandate] = served.mandates.open().filter(({ domains }) => domains.includes('agriculture'));
  if (!mandate) throw new Error('no mandate in agriculture');
  const applyUrl = `https://jobs.example.org/${mandate.id}`;
  await served.mandates.upsert({ ...mandate, applyUrl });
  const visitor = visitorOf(served, 'en');
  const said = `I look for a mandate in agriculture in ${countryOf(mandate.country)}, leaving next month`;
  const replies = JSON.stringify(await visitor.say(said));
  const path = /"openUrl","title":"[^"]+","value":"[^"]*(\/posting\/[^"]+)"/.exec(replies)?.[1];
  if (!path) throw new Error(`no posting in ${replies}`);
  return { path, mandate: mandate.id };
}

const countryOf = (code: string) => new Intl.DisplayNames('en', { type: 'region' }).of(code);

const opened = async () => {
  const { events } = await served.store.statistics({ from: new Date(0), to: new Date(8.64e15) });
  return events.opened ?? 0;
};

test('a posting is opened by way of this server, which keeps that once', async () => {
  const { path, mandate } = await postingShown();
  const visitor = createClient(served);
  const preview = await visitor.send(path, { headers: { 'user-agent': 'facebookexternalhit/1.1' } });
  expect([preview.status, await opened()]).toEqual([302, 0]);
  const reply = await visitor.get(path);
  expect([reply.status, reply.location]).toEqual([302, `https://jobs.example.org/${mandate}`]);
  await visitor.get(path);
  expect(await opened()).toBe(1);
  const { items } = await served.store.list({ event: 'opened' });
  expect((await served.store.conversation(items[0]?.conversationId ?? ''))?.turnFacts.at(-1)?.events).toEqual(
    ['opened'],
  );
  const reviewer = await staffClient(served, 'reviewer');
  expect((await reviewer.get('/staff/figures/funnel.csv')).text).toContain('opened a posting,1,100%');
});

test('a posting that is gone leads to the assistant, a forged link nowhere', async () => {
  const { path, mandate } = await postingShown();
  await served.mandates.replace(served.mandates.all().filter(({ id }) => id !== mandate));
  expect((await createClient(served).get(path)).location).toBe('/');
  const [, , header, payload] = /^\/(posting)\/([^.]+)\.([^.]+)/.exec(path) ?? [];
  const other = Buffer.from(JSON.stringify({ conversationId: 'x', mandate, aud: 'posting' })).toString(
    'base64url',
  );
  for (const forged of [
    `${header}.${other}.${path.split('.')[2]}`,
    `${header}.${payload}.`,
    'x',
    '..%2F..%2Fx',
  ])
    expect((await createClient(served).get(`/posting/${forged}`)).status).toBe(404);
});

test('a posting opened after the conversation was erased leaves no trace', async () => {
  const { path } = await postingShown();
  const before = await opened();
  for (const { conversationId } of (await served.store.list({})).items)
    await served.store.erase({ conversationId }, 'test');
  expect((await createClient(served).get(path)).status).toBe(302);
  expect(await opened()).toBeLessThanOrEqual(before);
  expect((await served.store.list({})).items).toEqual([]);
});

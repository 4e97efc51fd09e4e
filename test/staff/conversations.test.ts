import { beforeAll, describe, expect, test } from '@jest/globals';
import { neighboursOf } from '../../src/staff/conversations/list.ts';
import { readListQuery } from '../../src/staff/conversations/query.ts';
import { type Client, staffClient } from './client.ts';
import { visitorOf } from './seed.ts';
import { serveFile } from './serve-file.ts';

const served = serveFile();
const idsOn = (text: string) =>
  [...text.matchAll(/href="\/staff\/conversations\/([\w-]{36})\?/g)].map(([, id]) => id);

let agent: Client;
let french: string;
let english: string;
beforeAll(async () => {
  agent = await staffClient(served, 'agent');
  const one = visitorOf(served, 'fr');
  await one.say('Combien ça coûte ?');
  await one.say('Écrivez-moi à luc.tremblay@example.org ou au 514 555-0123');
  french = one.conversationId;
  const other = visitorOf(served, 'en');
  await other.say('How long does a mandate last?');
  await other.say('Is it safe over there?');
  english = other.conversationId;
}, 60_000);

describe('the list', () => {
  test('shows the newest first, with what was asked first', async () => {
    const { text } = await agent.get('/staff/conversations');
    expect(idsOn(text)).toEqual([english, french]);
    expect(text).toContain('How long does a mandate last?');
  });

  test.each([
    ['locale=fr', ['french']],
    ['topic=duration', ['english']],
    ['unanswered=yes', ['french']],
    ['unanswered=no', ['english']],
    ['channel=msteams', []],
    ['rating=5', []],
    ['handoff=any', []],
    ['reviewed=no', ['english', 'french']],
    ['from=2100-01-01', []],
    ['tag=nobody', []],
    ['reference=nothing', []],
    ['locale=__proto__', ['english', 'french']],
  ])('filters by %s', async (query, expected) => {
    const names = idsOn((await agent.get(`/staff/conversations?${query}`)).text).map((id) =>
      id === french ? 'french' : 'english',
    );
    expect(names).toEqual(expected);
  });

  test('searches what was said and marks the words', async () => {
    const { text } = await agent.get('/staff/conversations?q=coute');
    expect(idsOn(text)[0]).toBe(french);
    expect(text).toContain('<mark>coûte</mark>');
  });

  test('stays on its way when a conversation leaves the list by being reviewed', async () => {
    const reading = await staffClient(served, 'reviewer');
    const list = 'reviewed=no';
    const here = `/staff/conversations/${english}?${new URLSearchParams({ list })}`;
    const reply = await reading.post(
      `/staff/conversations/${english}/review`,
      { reviewed: 'yes', list },
      { from: here },
    );
    expect(reply.location).toBe(here);
    expect(idsOn((await reading.get(`/staff/conversations?${list}`)).text)).toEqual([french]);
    const { text } = await reading.get(here);
    expect(text).toMatch(new RegExp(`rel="next" href="/staff/conversations/${french}\\?list=reviewed%3Dno"`));
    expect(text).not.toContain('rel="prev"');
    await reading.post(`/staff/conversations/${english}/review`, { reviewed: 'no' }, { from: here });
  });

  test('leads on to the next page of the list', async () => {
    const ids = [1, 2, 3, 4].map((number) => `conversation ${number}`);
    const summaries = ids.map((conversationId, at) => ({ conversationId, lastAt: new Date(10 - at) }));
    const store = {
      list: async (_filter: unknown, { cursor }: { cursor?: string } = {}) =>
        cursor ? { items: summaries.slice(2) } : { items: summaries.slice(0, 2), next: 'more' },
    } as unknown as Parameters<typeof neighboursOf>[0];
    const query = readListQuery(new URLSearchParams({ locale: 'fr' }));
    const [, second] = summaries;
    if (!second) throw new Error('no summary');
    expect(await neighboursOf(store, query, second)).toEqual({
      previous: { conversationId: 'conversation 1', list: 'locale=fr' },
      next: { conversationId: 'conversation 3', list: 'locale=fr&cursor=more' },
    });
  });

  test('leads from conversation to conversation', async () => {
    const { text } = await agent.get(`/staff/conversations/${english}?list=`);
    expect(text).toMatch(new RegExp(`rel="next" href="/staff/conversations/${french}`));
    expect(text).not.toContain('rel="prev"');
  });
});

describe('a conversation', () => {
  test('tells for each question what it was taken for, and why', async () => {
    const { text } = await agent.get(`/staff/conversations/${english}`);
    expect(text).toMatch(/<summary>How long is it\? · \d+%<\/summary>/);
    expect(text).toContain('Nearest phrase');
  });

  test('gives nothing masked away by the words that decided', async () => {
    const visitor = visitorOf(served, 'en');
    await visitor.say('How long does a mandaet last? Write to durations.mandaets@example.org');
    const path = `/staff/conversations/${visitor.conversationId}`;
    const why = (text: string) => text.slice(text.indexOf('class="why'), text.indexOf('</details>'));
    const { text } = await agent.get(path);
    expect(why(text)).toMatch(/long \+/);
    expect(why(text)).toContain('mandaet → ');
    expect(text).not.toContain('mandaets');
    expect(text).not.toContain('durations');
    const revealed = await agent.post(`${path}/reveal`, { reason: 'asked to call back' }, { from: path });
    expect(why(revealed.text)).toContain('mandaets');
    await served.store.erase({ conversationId: visitor.conversationId }, 'test');
  });

  test('masks personal data until it is revealed with a reason, which the trail keeps', async () => {
    const path = `/staff/conversations/${french}`;
    expect((await agent.get(path)).text).not.toContain('luc.tremblay');
    expect((await agent.post(`${path}/reveal`, { reason: ' ' }, { from: path })).status).toBe(422);
    const { text } = await agent.post(`${path}/reveal`, { reason: 'asked to call back' }, { from: path });
    expect(text).toContain('luc.tremblay@example.org');
    expect((await agent.get(path)).text).not.toContain('luc.tremblay');
    const { items } = await served.store.readAudit({ action: 'reveal', subject: french });
    expect(items).toMatchObject([
      { actor: 'agent@example.org', subject: french, detail: { reason: 'asked to call back' } },
    ]);
  });

  test('says what is masked in the reader’s language, wherever it is shown', async () => {
    const visitor = visitorOf(served, 'en');
    await visitor.say('I live at H2X 1Y4, florble');
    const reader = await staffClient(served, 'reviewer');
    await reader.get('/staff/language/fr');
    for (const page of [`/${visitor.conversationId}`, '', '?q=florble']) {
      const { text } = await reader.get(`/staff/conversations${page}`);
      expect(text).toContain('[code postal]');
      expect(text).not.toContain('[postal-code]');
    }
    await served.store.erase({ conversationId: visitor.conversationId }, 'test');
  });

  test('takes tags, notes and the reviewed mark', async () => {
    const path = `/staff/conversations/${english}`;
    const post = (below: string, fields: Record<string, string>) =>
      agent.post(`${path}${below}`, fields, { from: path });
    await post('/tag', { tag: 'follow up' });
    await post('/note', { note: 'Call on Monday\nafter lunch' });
    await post('/review', { reviewed: 'yes' });
    const { text } = await agent.get(path);
    expect(text).toContain('follow up');
    expect(text).toContain('Call on Monday\nafter lunch');
    expect(idsOn((await agent.get('/staff/conversations?tag=follow+up&reviewed=yes')).text)).toEqual([
      english,
    ]);
    await post('/untag', { tag: 'follow up' });
    expect(idsOn((await agent.get('/staff/conversations?tag=follow+up')).text)).toEqual([]);
  });

  test('can be taken along as a .transcript of activities and as CSV, masked, and the trail says so', async () => {
    const path = `/staff/conversations/${french}/export`;
    const transcript = await agent.get(`${path}/transcript`);
    const activities = JSON.parse(transcript.text);
    expect(activities.map(({ type }: { type: string }) => type)).toContain('message');
    expect(transcript.headers.get('content-disposition')).toContain('filename="conversation.transcript"');
    const { text } = await agent.get(`${path}/csv`);
    expect(text.split('\n')[0]).toBe('seq,at,speaker,text,topic,zone,confidence,unanswered');
    expect(transcript.text + text).not.toContain('luc.tremblay');
    const { items } = await served.store.readAudit({ action: 'export', subject: french });
    expect(items.map(({ detail }) => detail)).toEqual([{ format: 'csv' }, { format: 'transcript' }]);
  });

  test('prints without the navigation', async () => {
    const { text } = await agent.get(`/staff/conversations/${french}/print`);
    expect(text).toContain('Combien ça coûte ?');
    expect(text).not.toContain('<nav');
  });

  test('is erased for good by an admin who says so', async () => {
    const admin = await staffClient(served, 'admin');
    const visitor = visitorOf(served, 'es');
    await visitor.say('¿Cuánto dura?');
    const path = `/staff/conversations/${visitor.conversationId}`;
    expect((await admin.post(`${path}/erase`, {}, { from: path })).status).toBe(422);
    expect((await admin.post(`${path}/erase`, { sure: 'yes' }, { from: path })).location).toBe(
      '/staff/conversations',
    );
    expect((await admin.get(path)).status).toBe(404);
    const { items } = await served.store.readAudit({ action: 'erase' });
    expect(items[0]).toMatchObject({ actor: 'admin@example.org', subject: visitor.conversationId });
  });

  test('erased by the visitor, the audit log says so in the reader’s words', async () => {
    const visitor = visitorOf(served, 'en');
    await visitor.say('How long does a mandate last?');
    await visitor.say('Delete my data');
    await visitor.say('Yes, delete everything');
    const { items } = await served.store.readAudit({ action: 'erase' });
    expect(items[0]).toMatchObject({ actor: 'visitor', subject: visitor.conversationId });
    const admin = await staffClient(served, 'admin', 'auditor@example.org');
    expect((await admin.get('/staff/audit?action=erase')).text).toContain('<td>the visitor</td>');
  });
});

test('the pages speak the language that was chosen', async () => {
  await agent.get('/staff/language/es?back=/staff/figures');
  expect((await agent.get('/staff/conversations')).text).toContain('<html lang="es">');
  await agent.get('/staff/language/en');
});

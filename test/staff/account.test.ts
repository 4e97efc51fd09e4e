import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Account } from '../../src/staff/access/accounts.ts';
import { browserOf } from '../../src/staff/access/browser.ts';
import { FRESH_MS } from '../../src/staff/access/confirmation.ts';
import { type Client, createClient, staffClient } from './client.ts';
import { visitorOf } from './seed.ts';
import { serveFile } from './serve-file.ts';
import { PASSWORD } from './served.ts';

const served = serveFile();
const NEW = 'la mula sube la cuesta';

let number = 0;
let account: Account;
let client: Client;
beforeEach(async () => {
  number += 1;
  account = await served.account('admin', `person-${number}@example.org`);
  client = createClient(served, await served.signedIn(account));
});

const send = (path: string, fields: Record<string, string>, from = '/staff/account') =>
  client.post(path, fields, { from });
const elsewhere = async () => createClient(served, await served.signedIn(account));
const isIn = async (other: Client) => (await other.get('/staff/account')).status === 200;
const signIn = (password: string) =>
  createClient(served).post('/staff/login', { email: account.email, password });

describe('one’s own account', () => {
  test('gives the name that visitors read', async () => {
    await send('/staff/account/name', { name: ' Marie-Ève ' });
    expect(await served.accounts.get(account.id)).toMatchObject({ name: 'Marie-Ève' });
    expect((await client.get('/staff/account')).text).toContain('value="Marie-Ève"');
  });

  test('takes another password from whoever knows the old one, and ends the other sessions', async () => {
    const other = await elsewhere();
    const done = await send('/staff/account/password', { old: PASSWORD, password: NEW, again: NEW });
    expect(done.location).toBe('/staff/account?done=password');
    expect([await isIn(client), await isIn(other)]).toEqual([true, false]);
    expect([(await signIn(PASSWORD)).status, (await signIn(NEW)).status]).toEqual([403, 303]);
    const { items } = await served.store.readAudit({ actor: account.email, action: 'password' });
    expect(items).toHaveLength(1);
  });

  test.each([
    [{ old: 'not the old one', password: NEW, again: NEW }, 'not right'],
    [{ old: PASSWORD, password: NEW, again: 'another' }, 'not the same'],
    [{ old: PASSWORD, password: 'motdepasse123', again: 'motdepasse123' }, 'guessed too soon'],
  ])('keeps its password for %o', async (fields, why) => {
    const refused = await send('/staff/account/password', fields);
    expect([refused.status, refused.text]).toEqual([422, expect.stringContaining(why)]);
    expect((await signIn(PASSWORD)).status).toBe(303);
  });

  test('makes whoever guesses the old password wait, as at the door', async () => {
    for (let i = 0; i < 5; i++)
      await send('/staff/account/password', { old: `guess ${i}`, password: NEW, again: NEW });
    const right = await send('/staff/account/password', { old: PASSWORD, password: NEW, again: NEW });
    expect(right.text).toContain('Too many tries');
  });

  test('lists the sessions by their browser and ends one, or all others', async () => {
    const phone = createClient(served);
    const csrf = await phone.csrfOn('/staff/login');
    await phone.send('/staff/login', {
      method: 'POST',
      headers: { 'user-agent': 'Mozilla/5.0 (Android 14; Mobile) Gecko/130.0 Firefox/130.0 <b>' },
      body: new URLSearchParams({ csrf, email: account.email, password: PASSWORD }),
    });
    const { text } = await client.get('/staff/account');
    expect(text).toContain('<strong>Firefox, Android</strong>');
    const [key = ''] = [...text.matchAll(/name="session" value="([^"]+)"/g)].map(([, value]) => value);
    await send('/staff/account/end', { session: key });
    expect([await isIn(client), await isIn(phone)]).toEqual([true, false]);
    const others = [await elsewhere(), await elsewhere()];
    await send('/staff/account/end', { session: 'others' });
    expect(await Promise.all([client, ...others].map(isIn))).toEqual([true, false, false]);
  });

  test('ends nobody else’s session', async () => {
    const other = await staffClient(served, 'editor', 'bystander@example.org');
    const [open] = (await served.sessions.list()).filter(({ accountId }) => accountId !== account.id);
    await send('/staff/account/end', { session: open?.key ?? '' });
    expect(await isIn(other)).toBe(true);
  });
});

describe('the accounts', () => {
  test('are listed for admins, who end somebody’s sessions', async () => {
    const other = await staffClient(served, 'reviewer', 'listed@example.org');
    const { text } = await client.get('/staff/people');
    expect(text).toContain('listed@example.org');
    const person = (await served.accounts.list()).find(({ email }) => email === 'listed@example.org');
    await send(`/staff/people/${person?.id}/end`, {}, '/staff/people');
    expect([await isIn(client), await isIn(other)]).toEqual([true, false]);
    const { items } = await served.store.readAudit({ action: 'sessions-end' });
    expect(items[0]).toMatchObject({ actor: account.email, subject: 'listed@example.org' });
  });

  test.each(['0', 'x', '99999999999', '-1'])('%s is nobody', async (id) => {
    expect((await send(`/staff/people/${id}/end`, {}, '/staff/people')).status).toBe(404);
  });
});

describe('what matters', () => {
  const grow = () => served.database.updateTable('sessions').set({ confirmed_at: Date.now() - FRESH_MS - 1 });
  const stale = () => grow().where('account_id', '=', account.id).execute();

  test('asks for the password again after a while, and loses nothing that was filled in', async () => {
    const visitor = visitorOf(served, 'en');
    await visitor.say('Write to me at luc@example.org');
    const talk = `/staff/conversations/${visitor.conversationId}`;
    await stale();
    const asked = await send(`${talk}/reveal`, { reason: 'they asked for it' }, talk);
    expect([asked.status, asked.text]).toEqual([403, expect.stringContaining('Is it you?')]);
    expect(asked.text).toContain('name="reason" value="they asked for it"');
    expect(asked.text).not.toContain('luc@example.org');
    const wrong = await send(`${talk}/reveal`, { reason: 'they asked', 'confirm-password': 'wrong' }, talk);
    expect([wrong.status, wrong.text]).toEqual([
      403,
      expect.stringContaining('Nothing was done: the password is not right'),
    ]);
    expect(wrong.text).not.toContain('value="wrong"');
    const shown = await send(`${talk}/reveal`, { reason: 'they asked', 'confirm-password': PASSWORD }, talk);
    expect([shown.status, shown.text]).toEqual([200, expect.stringContaining('luc@example.org')]);
    // Known now, for a while.
    expect((await send(`${talk}/erase`, { sure: 'yes' }, talk)).status).toBe(303);
  });

  test('is not done before that', async () => {
    const visitor = visitorOf(served, 'en');
    await visitor.say('Hello');
    const talk = `/staff/conversations/${visitor.conversationId}`;
    const { location } = await send('/staff/drafts', { topic: 'costs' }, '/staff/content');
    await stale();
    for (const [path, from] of [
      [`${talk}/erase`, talk],
      [`${location}/publish`, '/staff/content'],
      ['/staff/content/versions/0/back', '/staff/content/versions'],
      [`/staff/people/${account.id}/end`, '/staff/people'],
    ] as const) {
      const reply = await send(path, { sure: 'yes', base: '0' }, from);
      expect([path, reply.status, reply.text]).toEqual([path, 403, expect.stringContaining('Is it you?')]);
    }
    expect(await served.store.conversation(visitor.conversationId)).toBeDefined();
    expect(served.content.version()).toBe(0);
  });

  test('sends whoever signs in elsewhere there again, and back to the page', async () => {
    const person = await served.accounts.fromProvider({
      issuer: 'https://login.example.org',
      subject: `s${number}`,
      email: 'theirs@example.org',
      name: 'Ana',
      role: 'admin',
    });
    account = person ?? account;
    client = createClient(served, await served.signedIn(account));
    await stale();
    const csrf = await client.csrfOn('/staff/people');
    const reply = await client.send(`/staff/people/${account.id}/end`, {
      method: 'POST',
      headers: { referer: `${served.url}/staff/people` },
      body: new URLSearchParams({ csrf }),
    });
    expect(reply.status).toBe(403);
    expect(reply.text).toContain('/staff/login/provider?returnTo=%2Fstaff%2Fpeople&amp;again=yes');
    expect((await client.get('/staff/account')).text).not.toMatch(/name="(old|name)"/);
    expect((await send('/staff/account/name', { name: 'Not Ana' })).status).toBe(404);
    expect((await send('/staff/account/password', { old: 'x', password: NEW, again: NEW })).status).toBe(404);
  });
});

test.each([
  ['Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/130.0 Safari/537.36 Edg/130.0', 'Edge, Windows'],
  ['Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1', 'Safari, iOS'],
  ['Mozilla/5.0 (X11; Linux x86_64) HeadlessChrome/130.0 Safari/537.36', 'Chrome, Linux'],
  ['<script>alert(1)</script>', ''],
  [undefined, ''],
])('%s is known as %s', (userAgent, name) => {
  expect(browserOf(userAgent)).toBe(name);
});

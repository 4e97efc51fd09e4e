import { describe, expect, test } from '@jest/globals';
import { createClient, staffClient } from './client.ts';
import { serveFile } from './serve-file.ts';
import { PASSWORD } from './served.ts';

const served = serveFile();

test('before the first account exists the pages say how to make one, and nothing else lets in', async () => {
  const { text } = await createClient(served).get('/staff/login');
  expect(text).toContain('npm run staff -- add');
  expect(text).not.toContain('<form method="post" action="/staff/login"');
});

describe('an invitation', () => {
  test('lets choose a password once, then signs in', async () => {
    const token = await served.accounts.add({ email: 'Nadia@example.org', role: 'reviewer' });
    const client = createClient(served);
    const path = `/staff/invitation/${token}`;
    const weak = await client.post(
      path,
      { password: 'nadia passerelle', again: 'nadia passerelle' },
      { from: path },
    );
    expect([weak.status, weak.text]).toEqual([422, expect.stringContaining('guessed too soon')]);
    const done = await client.post(path, { password: PASSWORD, again: PASSWORD }, { from: path });
    expect([done.status, done.location]).toEqual([303, '/staff']);
    expect((await client.get('/staff/conversations')).status).toBe(200);
    expect((await createClient(served).get(path)).status).toBe(404);
  });

  test('does not work for an account that was disabled', async () => {
    const token = await served.accounts.add({ email: 'gone@example.org', role: 'admin' });
    await served.accounts.disable('gone@example.org');
    expect((await createClient(served).get(`/staff/invitation/${token}`)).status).toBe(404);
  });
});

describe('signing in', () => {
  test('leads to the page that was asked for', async () => {
    const client = createClient(served);
    const sent = await client.get('/staff/conversations?locale=es');
    expect(sent.location).toBe('/staff/login?returnTo=%2Fstaff%2Fconversations%3Flocale%3Des');
    const reply = await client.post('/staff/login', {
      email: 'nadia@example.org',
      password: PASSWORD,
      returnTo: '/staff/conversations?locale=es',
    });
    expect([reply.status, reply.location]).toEqual([303, '/staff/conversations?locale=es']);
    const cookie = reply.headers.getSetCookie().find((set) => set.startsWith('passerelle-session='));
    expect(cookie).toMatch(/; Path=\/; HttpOnly; SameSite=Lax$/);
  });

  test('is written into the audit trail', async () => {
    const { items } = await served.store.readAudit({ action: 'login' });
    expect(items.map(({ actor }) => actor)).toContain('nadia@example.org');
  });

  test('says the same of a wrong password and of an account that does not exist', async () => {
    const wrong = (email: string) =>
      createClient(served).post('/staff/login', { email, password: 'not the password' });
    const [known, unknown] = [await wrong('nadia@example.org'), await wrong('nobody@example.org')];
    const plain = (text: string) => text.replace(/value="[^"]*"/g, '');
    expect(known.status).toBe(403);
    expect(plain(known.text)).toBe(plain(unknown.text));
  });
});

describe('a session', () => {
  test('ends when one signs out, on the server too', async () => {
    const client = await staffClient(served, 'reviewer', 'nadia@example.org');
    const stolen = createClient(served, `passerelle-session=${client.cookies.get('passerelle-session')}`);
    expect((await stolen.get('/staff/conversations')).status).toBe(200);
    await client.post('/staff/logout', {}, { from: '/staff/conversations' });
    expect((await stolen.get('/staff/conversations')).status).toBe(303);
  });

  test('ends when the account is disabled', async () => {
    const client = await staffClient(served, 'editor', 'leaving@example.org');
    expect((await client.get('/staff/conversations')).status).toBe(200);
    await served.accounts.disable('leaving@example.org');
    expect((await client.get('/staff/conversations')).status).toBe(303);
  });
});

import { beforeAll, describe, expect, jest, test } from '@jest/globals';
import { CodedError } from '../../src/errors.ts';
import { delayAfter } from '../../src/staff/access/attempts.ts';
import { staffRoutes } from '../../src/staff/routes.ts';
import { type Client, createClient, staffClient } from './client.ts';
import { visitorOf } from './seed.ts';
import { serveFile } from './serve-file.ts';
import { PASSWORD } from './served.ts';

const served = serveFile();
const SCRIPT = '<script>alert(1)</script>';

let admin: Client;
let conversation: string;
beforeAll(async () => {
  admin = await staffClient(served, 'admin');
  const visitor = visitorOf(served, 'en');
  conversation = `/staff/conversations/${visitor.conversationId}`;
  await visitor.receive({ type: 'conversationUpdate', membersAdded: [{ id: 'dl_visitor' }] });
  await visitor.say(`${SCRIPT} "onmouseover="alert(1)`, {
    from: { id: 'dl_visitor', name: SCRIPT, role: 'user' },
    attachments: [
      { contentType: 'image/png', name: `${SCRIPT}.png`, contentUrl: 'https://example.org/x.png' },
    ],
  });
  await visitor.say('=HYPERLINK("https://evil.example","how much does it cost")');
}, 60_000);

const page = /^\/staff(?!\/(login|logout|invitation|language|assets))/;

test('no page, file or action is open to somebody who is not signed in', async () => {
  const routes = staffRoutes({ ...served.parts }).filter(({ path }) => page.test(path));
  expect(routes.length).toBeGreaterThan(30);
  for (const { method, path } of routes) {
    const reply = await createClient(served).send(path.replace(/:\w+/g, 'x'), {
      method,
      ...(method === 'POST' && { body: new URLSearchParams({ csrf: 'x' }) }),
    });
    expect([path, reply.status, reply.location]).toEqual([
      path,
      303,
      expect.stringContaining('/staff/login?'),
    ]);
  }
});

const FORBIDDEN: [role: 'reviewer' | 'agent' | 'editor', paths: string[], posts: string[]][] = [
  [
    'reviewer',
    [
      '/staff/handoffs',
      '/staff/unanswered',
      '/staff/content',
      '/staff/mandates',
      '/staff/audit',
      '/staff/people',
      '/staff/content/versions',
    ],
    ['/reveal', '/erase'],
  ],
  [
    'agent',
    [
      '/staff/unanswered',
      '/staff/content',
      '/staff/mandates',
      '/staff/audit',
      '/staff/people',
      '/staff/mandates/export/csv',
    ],
    ['/erase'],
  ],
  [
    'editor',
    ['/staff/handoffs', '/staff/audit', '/staff/people', '/staff/handoffs/x'],
    ['/reveal', '/erase'],
  ],
];

describe.each(FORBIDDEN)('the role %s', (role, paths, posts) => {
  test('is refused what belongs to others', async () => {
    const client = await staffClient(served, role);
    for (const path of paths) expect([path, (await client.get(path)).status]).toEqual([path, 403]);
    for (const below of posts) {
      const reply = await client.post(
        `${conversation}${below}`,
        { reason: 'to try', sure: 'yes' },
        { from: conversation },
      );
      expect([below, reply.status]).toEqual([below, 403]);
    }
    expect((await client.get(conversation)).status).toBe(200);
  });
});

test('a reviewer takes no conversation along', async () => {
  const client = await staffClient(served, 'reviewer');
  for (const file of ['/export/csv', '/export/transcript', '/print'])
    expect((await client.get(`${conversation}${file}`)).status).toBe(403);
});

test('no form does anything without the token of its page', async () => {
  const posts = staffRoutes({ ...served.parts }).filter(
    ({ method, path }) => method === 'POST' && page.test(path),
  );
  expect(posts.length).toBeGreaterThan(20);
  for (const { path } of posts) {
    const body = new URLSearchParams({ csrf: 'guessed', sure: 'yes', reason: 'to try it', name: 'forged' });
    const reply = await admin.send(path.replace(/:\w+/g, 'x'), { method: 'POST', body });
    expect([path, reply.status, reply.text]).toEqual([
      path,
      403,
      expect.stringContaining('This form does not come from these pages'),
    ]);
  }
  expect((await admin.get('/staff/account')).text).not.toContain('forged');
});

describe('forms of other sites', () => {
  const note = () => new URLSearchParams({ note: 'forged' });

  test('are refused without the token, with another one, and from another origin', async () => {
    const csrf = await admin.csrfOn(conversation);
    const send = (body: URLSearchParams, headers = {}) =>
      admin.send(`${conversation}/note`, { method: 'POST', body, headers });
    const withToken = (token: string) => new URLSearchParams({ note: 'forged', csrf: token });
    const other = await createClient(served).csrfOn('/staff/login');
    expect((await send(note())).status).toBe(403);
    expect((await send(withToken(other))).status).toBe(403);
    expect((await send(withToken(csrf), { origin: 'https://evil.example' })).status).toBe(403);
    expect((await send(withToken(csrf), { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect((await admin.get(conversation)).text).not.toContain('forged');
    expect((await send(withToken(csrf), { origin: served.url })).status).toBe(303);
  });

  test('cannot sign anybody in or out', async () => {
    const login = await createClient(served).send('/staff/login', {
      method: 'POST',
      body: new URLSearchParams({ email: 'admin@example.org', password: PASSWORD }),
    });
    expect(login.status).toBe(403);
    expect((await admin.send('/staff/logout', { method: 'POST', body: note() })).status).toBe(403);
  });
});

test('a session id that somebody planted is not taken over by signing in', async () => {
  const planted = 'planted-by-somebody-else-planted-by-somebody';
  const victim = createClient(served, `passerelle-session=${planted}`);
  const reply = await victim.post('/staff/login', { email: 'admin@example.org', password: PASSWORD });
  expect(reply.status).toBe(303);
  expect(victim.cookies.get('passerelle-session')).not.toBe(planted);
  const attacker = createClient(served, `passerelle-session=${planted}`);
  expect((await attacker.get('/staff/conversations')).status).toBe(303);
});

describe('guessing passwords', () => {
  const guess = (client: Client, email: string, password = 'a wrong password') =>
    client.post('/staff/login', { email, password });

  test('soon makes wait, longer and longer, even with the right password', async () => {
    const email = 'guessed@example.org';
    await served.account('editor', email);
    const client = createClient(served);
    for (let i = 0; i < 5; i++) expect((await guess(client, email)).text).toContain('not right');
    expect((await guess(client, email, PASSWORD)).text).toContain('Too many tries');
    const waits = [5, 6, 10, 30].map((failures) => delayAfter(failures, { free: 4, longestMs: 3_600_000 }));
    expect(waits).toEqual([1_000, 2_000, 32_000, 3_600_000]);
  });

  test('gains nothing from many tries at once', async () => {
    const email = 'hurried@example.org';
    await served.account('editor', email);
    const client = createClient(served);
    const csrf = await client.csrfOn('/staff/login');
    const body = () => new URLSearchParams({ csrf, email, password: 'a wrong password' });
    const replies = await Promise.all(
      Array.from({ length: 30 }, () => client.send('/staff/login', { method: 'POST', body: body() })),
    );
    expect(replies.filter(({ text }) => text.includes('not right')).length).toBeLessThanOrEqual(5);
  });

  test('gains nothing from pretending to come from elsewhere', async () => {
    const email = 'proxied@example.org';
    await served.account('editor', email);
    const client = createClient(served);
    const csrf = await client.csrfOn('/staff/login');
    const replies = [];
    for (let i = 0; i < 8; i++)
      replies.push(
        await client.send('/staff/login', {
          method: 'POST',
          headers: { 'x-forwarded-for': `203.0.113.${i}`, forwarded: `for=203.0.113.${i}` },
          body: new URLSearchParams({ csrf, email, password: 'a wrong password' }),
        }),
      );
    expect(replies.at(-1)?.text).toContain('Too many tries');
  });

  test('does not lock the owner out: their own browser is let in while strangers wait', async () => {
    const email = 'owner@example.org';
    await served.account('editor', email);
    const owner = createClient(served);
    await owner.post('/staff/login', { email, password: PASSWORD });
    const at = Date.now();
    await served.database
      .insertInto('attempts')
      .values({ name: `account ${email}`, failures: 10_000, last_at: at })
      .execute();
    expect((await guess(createClient(served), email, PASSWORD)).text).toContain('Too many tries');
    expect((await owner.post('/staff/login', { email, password: PASSWORD })).status).toBe(303);
    expect(delayAfter(10_000, { free: 20, longestMs: 60_000 })).toBe(60_000);
  });
});

test.each(['https://evil.example/', '//evil.example', '/\\evil.example', '/staff@evil.example'])(
  'signing in does not lead to %s',
  async (returnTo) => {
    const client = createClient(served);
    const reply = await client.post('/staff/login', {
      email: 'admin@example.org',
      password: PASSWORD,
      returnTo,
    });
    expect(reply.location).toBe('/staff');
    const back = new URLSearchParams({ back: returnTo });
    expect((await client.get(`/staff/language/fr?${back}`)).location).toBe('/staff');
  },
);

describe('what staff writes, and what stands in an address', () => {
  const ATTACK = `"><img src=x onerror=alert(1)>${SCRIPT}`;

  test('is shown as text: tag, note, name, draft, mandate', async () => {
    await admin.post(`${conversation}/tag`, { tag: ATTACK.slice(0, 40) }, { from: conversation });
    await admin.post(`${conversation}/note`, { note: ATTACK }, { from: conversation });
    await admin.post('/staff/account/name', { name: ATTACK }, { from: '/staff/account' });
    const { location } = await admin.post(
      '/staff/drafts',
      { questions: JSON.stringify([{ locale: 'en', text: ATTACK }]) },
      { from: '/staff/content' },
    );
    const draft = location ?? '';
    await admin.post(
      draft,
      { 'title-en': ATTACK, 'text-en': ATTACK, source: ATTACK, approvedBy: ATTACK },
      { from: draft },
    );
    const [mandate] = served.mandates.all();
    if (mandate)
      await served.mandates.upsert({
        ...mandate,
        id: 'attack',
        title: { fr: ATTACK, en: ATTACK, es: ATTACK },
      });
    for (const path of [
      conversation,
      '/staff/conversations',
      '/staff/account',
      '/staff/people',
      '/staff/audit',
      '/staff/content',
      '/staff/mandates',
      draft,
    ]) {
      const { text } = await admin.get(path);
      expect([path, text.includes('<img'), text.includes(SCRIPT)]).toEqual([path, false, false]);
    }
    await served.mandates.replace(served.mandates.all().filter(({ id }) => id !== 'attack'));
    await admin.post(`${draft}/drop`, {}, { from: draft });
  });

  test('is shown as text: what is searched for, filtered by, returned to', async () => {
    const value = encodeURIComponent(ATTACK);
    for (const path of [
      `/staff/conversations?q=${value}&tag=${value}&topic=${value}&reference=${value}`,
      `${conversation}?list=${value}`,
      `/staff/audit?actor=${value}&subject=${value}`,
      `/staff/figures?from=${value}`,
      `/staff/mandates?done=${value}`,
      `/staff/content?published=${value}`,
      `/staff/handoffs?state=${value}&cursor=${value}`,
      `/staff/nothing/${value}`,
    ]) {
      const { text } = await admin.get(path);
      expect([path, text.includes('<img'), text.includes(SCRIPT)]).toEqual([path, false, false]);
    }
    const login = await createClient(served).get(`/staff/login?returnTo=${value}`);
    expect(login.text).not.toContain('<img');
  });

  test('makes no formula of figures and mandates either', async () => {
    const [mandate] = served.mandates.all();
    if (!mandate) throw new Error('there are no mandates');
    await served.mandates.upsert({ ...mandate, id: 'formula', city: '=cmd|calc', partner: '@SUM(A1)' });
    const { text } = await admin.get('/staff/mandates/export/csv');
    expect(text).not.toMatch(/(^|;)"?[=@]/m);
    await served.mandates.replace(served.mandates.all().filter(({ id }) => id !== 'formula'));
  });
});

describe('what a visitor sends', () => {
  test('is shown as text wherever it stands: message, name, file name, search, print', async () => {
    for (const path of [
      conversation,
      '/staff/conversations',
      '/staff/conversations?q=script',
      `${conversation}/print`,
      '/staff/unanswered',
    ]) {
      const { text } = await admin.get(path);
      expect(text).not.toContain(SCRIPT);
      expect(text).not.toContain('"onmouseover=');
    }
    expect((await admin.get(conversation)).text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;.png');
    const revealed = await admin.post(
      `${conversation}/reveal`,
      { reason: 'a security test' },
      { from: conversation },
    );
    expect(revealed.status).toBe(200);
    expect(revealed.text).not.toContain(SCRIPT);
  });

  test('makes no formula in a spreadsheet', async () => {
    const { text } = await admin.get(`${conversation}/export/csv`);
    expect(text).toContain(`"'=HYPERLINK`);
    expect(text).not.toMatch(/(^|,)"?=/m);
  });

  test('fetches nothing and runs nothing: the policy of every page allows only our own files', async () => {
    for (const path of [conversation, '/staff/login', '/staff/conversations/none', '/staff/figures']) {
      const policy = (await admin.get(path)).headers.get('content-security-policy');
      expect(policy).toContain("default-src 'none'");
      expect(policy).not.toContain('unsafe');
      expect(policy).toContain("frame-ancestors 'none'");
    }
  });
});

test.each([
  '/staff/assets/..%2F..%2Fdesk.ts',
  '/staff/assets/%2e%2e/desk.ts',
  '/staff/assets/staff.css%00',
  '/staff/figures/..%2F..%2F..%2Fpackage.json.csv',
  '/staff/mandates/export/..%2F..%2Fpackage.json',
])('%s leads to no file', async (path) => {
  expect((await admin.get(path)).status).toBe(404);
});

test.each([
  ['GET', '/staff/conversations/somebody-elses'],
  ['GET', '/staff/conversations/somebody-elses/export/csv'],
  ['GET', '/staff/handoffs/somebody-elses'],
  ['GET', '/staff/conversations/%00'],
  ['GET', '/staff/conversations?q=%00'],
  ['GET', '/staff/drafts/00000000-0000-4000-8000-000000000000'],
  ['GET', "/staff/drafts/'%20OR%201=1"],
  ['GET', '/staff/conversations?cursor=bm90LWEtcGFnZQ'],
  ['POST', '/staff/conversations/somebody-elses/note'],
  ['POST', '/staff/handoffs/somebody-elses/take'],
  ['POST', '/staff/mandates/none/close'],
  ['POST', '/staff/people/7777/end'],
  ['POST', '/staff/drafts/00000000-0000-4000-8000-000000000000/publish'],
])('%s %s with an id that is not there is refused and does nothing', async (method, path) => {
  const reply =
    method === 'GET' ? await admin.get(path) : await admin.post(path, { note: 'x' }, { from: conversation });
  expect(reply.status).toBe(404);
  expect(reply.text).toContain('There is nothing at this address');
});

describe('a page says in words that the store is away', () => {
  test('to agents and admins too, who see how many requests wait', async () => {
    const away = new CodedError('STORE_UNAVAILABLE', 'The store is away.', 'Try again.');
    jest.spyOn(served.store, 'list').mockRejectedValueOnce(away);
    jest.spyOn(served.store, 'listHandoffs').mockRejectedValueOnce(away);
    const reply = await admin.get('/staff/conversations');
    expect([reply.status, reply.text]).toEqual([503, expect.stringContaining('<h1>')]);
  });

  test('when nobody can be recognised', async () => {
    await served.database.schema.alterTable('sessions').renameTo('sessions_away').execute();
    const reply = await admin.get('/staff/conversations');
    await served.database.schema.alterTable('sessions_away').renameTo('sessions').execute();
    expect([reply.status, reply.text]).toEqual([500, expect.stringContaining('<h1>')]);
    expect((await admin.get('/staff/conversations')).status).toBe(200);
  });
});

test('a fault of ours says nothing of itself', async () => {
  const list = served.store.list;
  served.store.list = () => Promise.reject(new Error('secret detail of the database'));
  const reply = await admin.get('/staff/conversations');
  served.store.list = list;
  expect(reply.status).toBe(500);
  expect(reply.text).toContain('Something went wrong on our side');
  expect(reply.text).not.toContain('secret detail');
});

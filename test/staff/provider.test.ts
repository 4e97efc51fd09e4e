import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import Provider from 'oidc-provider';
import { type Client, createClient } from './client.ts';
import { type Served, serveStaff } from './served.ts';

/** People that the provider knows, with the app roles that it gives them. */
const PEOPLE: Record<string, { email: string; name: string; roles?: string[] }> = {
  nadia: { email: 'nadia@example.org', name: 'Nadia', roles: ['Passerelle.Editor', 'Other.Admins'] },
  luis: { email: 'luis@example.org', name: 'Luis' },
};

let provider: Server;
let issuer: string;
let served: Served;

beforeAll(async () => {
  // The provider warns of settings that only matter outside of tests.
  jest.spyOn(console, 'warn').mockImplementation(() => {});
  jest.spyOn(console, 'info').mockImplementation(() => {});
  const port = await freePort();
  provider = createServer();
  await new Promise<void>((resolve) => provider.listen(0, '127.0.0.1', resolve));
  issuer = `http://127.0.0.1:${(provider.address() as AddressInfo).port}`;
  const oidc = new Provider(issuer, {
    clients: [
      {
        client_id: 'passerelle',
        client_secret: 'a secret of the test',
        redirect_uris: [`http://127.0.0.1:${port}/staff/login/provider/back`],
        id_token_signed_response_alg: 'RS256',
      },
    ],
    claims: { openid: ['sub', 'roles'], email: ['email'], profile: ['name'] },
    conformIdTokenClaims: false,
    findAccount: (_context, id) => ({ accountId: id, claims: () => ({ sub: id, ...PEOPLE[id] }) }),
    pkce: { required: () => true },
    features: { devInteractions: { enabled: true } },
  });
  const answer = oidc.callback();
  provider.on('request', (request, response) => void answer(request, response));
  served = await serveStaff({
    port,
    oidc: { issuer, clientId: 'passerelle', secret: 'a secret of the test' },
  });
}, 60_000);

afterAll(async () => {
  await served?.stop();
  provider?.close();
  provider?.closeAllConnections();
});

/** Walks the provider's own pages as a browser would; gives where it sends the browser back to. */
async function signInAtProvider(
  location: string,
  person: string,
  browser = createClient({ url: issuer }),
): Promise<string> {
  let reply = await browser.get(location);
  for (let step = 0; step < 12; step++) {
    const to = reply.location;
    if (to?.startsWith(served.url)) return to;
    if (to) {
      reply = await browser.get(to);
      continue;
    }
    const action = /action="([^"]+)"/.exec(reply.text)?.[1] ?? '';
    const prompt = /name="prompt" value="(\w+)"/.exec(reply.text)?.[1] ?? '';
    reply = await browser.send(action, {
      method: 'POST',
      body: new URLSearchParams({ prompt, login: person, password: 'any' }),
    });
  }
  throw new Error(`the provider did not come to an end: ${reply.text.slice(0, 300)}`);
}

async function begin(client: Client, returnTo = '/staff/content'): Promise<string> {
  const { location } = await client.get(`/staff/login/provider?${new URLSearchParams({ returnTo })}`);
  return location ?? '';
}

/** Something that wants a fresh sign-in. */
const goBack = (client: Client) =>
  client.post('/staff/content/versions/7/back', { base: '0' }, { from: '/staff/content/versions' });

/** Where the page that asks for a fresh sign-in sends the browser. */
async function askedAgain(client: Client): Promise<string> {
  const refused = await goBack(client);
  expect(refused.status).toBe(403);
  const again = /href="(\/staff\/login\/provider[^"]+)"/.exec(refused.text)?.[1]?.replaceAll('&amp;', '&');
  return (await client.get(again ?? '')).location ?? '';
}

describe('signing in by the organisation’s identity provider', () => {
  test('asks with state, nonce and PKCE', async () => {
    const { searchParams } = new URL(await begin(createClient(served)));
    expect(searchParams.get('code_challenge_method')).toBe('S256');
    for (const name of ['state', 'nonce', 'code_challenge'])
      expect(searchParams.get(name)).toMatch(/^[\w-]{40,}$/);
  });

  test('lets in with the role that the provider gives, to the page that was asked for', async () => {
    const client = createClient(served);
    const reply = await client.get(await signInAtProvider(await begin(client), 'nadia'));
    expect([reply.status, reply.location]).toEqual([303, '/staff/content']);
    expect((await client.get('/staff/content')).status).toBe(200);
    expect((await client.get('/staff/audit')).status).toBe(403);
    expect(await served.accounts.list()).toMatchObject([
      { email: 'nadia@example.org', name: 'Nadia', role: 'editor', provider: issuer },
    ]);
  });

  test('refuses whoever has no role here', async () => {
    const client = createClient(served);
    const reply = await client.get(await signInAtProvider(await begin(client), 'luis'));
    expect([reply.status, reply.text]).toEqual([403, expect.stringContaining('no role here')]);
    expect((await client.get('/staff/content')).status).toBe(303);
  });

  test('refuses an answer that this browser did not ask for, and one that was used', async () => {
    const client = createClient(served);
    const back = await signInAtProvider(await begin(client), 'nadia');
    const stranger = createClient(served);
    await begin(stranger);
    expect((await stranger.get(back)).status).toBe(403);
    expect((await createClient(served).get(back)).status).toBe(403);
    expect((await client.get(back)).status).toBe(303);
    expect((await client.get(back)).status).toBe(403);
  });

  test('is asked anew about whoever signed in long ago, before what matters', async () => {
    const client = createClient(served);
    await client.get(await signInAtProvider(await begin(client), 'nadia'));
    await served.database.updateTable('sessions').set({ confirmed_at: 0 }).execute();
    const there = await askedAgain(client);
    expect(new URL(there).searchParams.get('prompt')).toBe('login');
    await client.get(await signInAtProvider(there, 'nadia'));
    expect((await goBack(client)).text).not.toContain('Is it you?');
  });

  test('the time of the sign-in is the provider’s: a session that it kept proves nothing anew', async () => {
    const client = createClient(served);
    const browser = createClient({ url: issuer });
    await client.get(await signInAtProvider(await begin(client), 'nadia', browser));
    const meanwhile = Date.now();
    const there = new URL(await askedAgain(client));
    there.searchParams.delete('prompt');
    await client.get(await signInAtProvider(there.href, 'nadia', browser));
    const { confirmedAt } =
      (await served.sessions.find(client.cookies.get('passerelle-session') ?? '')) ?? {};
    expect(confirmedAt?.getTime()).toBeGreaterThan(0);
    expect(confirmedAt?.getTime()).toBeLessThan(meanwhile);
  });

  test('a provider that does not say when somebody signed in is not believed', async () => {
    const client = createClient(served);
    await client.get(await signInAtProvider(await begin(client), 'nadia'));
    const there = new URL(await askedAgain(client));
    for (const name of ['prompt', 'max_age']) there.searchParams.delete(name);
    const reply = await client.get(await signInAtProvider(there.href, 'nadia'));
    expect([reply.status, reply.text]).toEqual([403, expect.stringContaining('auth_time')]);
    expect((await goBack(client)).text).toContain('Is it you?');
  });

  test('keeps password and role: neither is changed here', async () => {
    const elsewhere = expect.objectContaining({ code: 'ACCOUNT_ELSEWHERE' });
    await expect(served.accounts.reset('nadia@example.org')).rejects.toThrow(elsewhere);
    await expect(served.accounts.setRole('nadia@example.org', 'admin')).rejects.toThrow(elsewhere);
  });

  test('lets nobody in whose account was disabled here', async () => {
    const client = createClient(served);
    await client.get(await signInAtProvider(await begin(client), 'nadia'));
    await served.accounts.disable('Nadia@example.org');
    expect((await client.get('/staff/content')).status).toBe(303);
    expect((await client.get(await signInAtProvider(await begin(client), 'nadia'))).status).toBe(403);
    await served.accounts.enable('nadia@example.org');
    expect((await client.get(await signInAtProvider(await begin(client), 'nadia'))).status).toBe(303);
  });
});

test('a provider that calls itself otherwise is not trusted: the tenant is pinned', async () => {
  const everybody = createServer((_request, response) => {
    response.setHeader('content-type', 'application/json');
    response.end(
      JSON.stringify({ issuer: 'https://login.example/{tenantid}/v2.0', authorization_endpoint: issuer }),
    );
  });
  await new Promise<void>((resolve) => everybody.listen(0, '127.0.0.1', resolve));
  const address = `http://127.0.0.1:${(everybody.address() as AddressInfo).port}/common`;
  const other = await serveStaff({ oidc: { issuer: address, clientId: 'passerelle', secret: undefined } });
  const reply = await createClient(other).get('/staff/login/provider');
  await other.stop();
  everybody.close();
  everybody.closeAllConnections();
  expect([reply.status, reply.text]).toEqual([502, expect.stringContaining('cannot be reached')]);
}, 60_000);

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { APP_ID, ISSUER, type Provider, SERVICE_URL, startProvider } from './openid-provider.ts';
import { message, type Served, serveMessages } from './served.ts';

let provider: Provider;
let served: Served;
beforeAll(async () => {
  // The SDK writes what it refuses to the console.
  jest.spyOn(console, 'error').mockImplementation(() => undefined);
  provider = await startProvider();
  served = await serveMessages({ provider, send: async () => undefined });
});
afterAll(async () => {
  await served.stop();
  await provider.stop();
});

const base64 = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

test('a token of the channel lets its message in', async () => {
  const response = await served.post(message(), { authorization: `Bearer ${await provider.token()}` });
  expect(response.status).toBe(200);
});

describe('everything else stays out', () => {
  const inAnHour = () => Math.floor(Date.now() / 1000) + 3_600;
  const claims = () => ({ iss: ISSUER, aud: APP_ID, serviceurl: SERVICE_URL, exp: inAnHour() });
  const forgeries: [string, () => Promise<string | undefined>][] = [
    ['no header', async () => undefined],
    ['an empty header', async () => ''],
    ['another scheme', async () => `Basic ${await provider.token()}`],
    ['a bearer without a token', async () => 'Bearer'],
    ['no token at all', async () => 'Bearer nonsense'],
    ['three dots of nonsense', async () => 'Bearer a.b.c'],
    ['an expired token', async () => `Bearer ${await provider.token({ expiresIn: -600 })}`],
    ['another audience', async () => `Bearer ${await provider.token({ audience: 'another-bot' })}`],
    ['another issuer', async () => `Bearer ${await provider.token({ issuer: 'https://evil.example' })}`],
    [
      'another service address',
      async () => `Bearer ${await provider.token({ serviceUrl: 'https://smba.trafficmanager.net/amer/' })}`,
    ],
    [
      'a key nobody knows',
      async () => `Bearer ${await provider.token({ kid: 'unknown', signedWith: provider.keys.stranger })}`,
    ],
    [
      'a forged signature',
      async () => `Bearer ${await provider.token({ signedWith: provider.keys.stranger })}`,
    ],
    [
      'a changed payload',
      async () => {
        const [head, , signature] = (await provider.token()).split('.');
        return `Bearer ${head}.${base64({ ...claims(), extra: true })}.${signature}`;
      },
    ],
    ['alg none', async () => `Bearer ${base64({ alg: 'none', kid: 'good' })}.${base64(claims())}.`],
    [
      'alg HS256 with the public key as secret',
      async () => `Bearer ${base64({ alg: 'HS256', kid: 'good' })}.${base64(claims())}.AAAA`,
    ],
    [
      'a key that is not endorsed for the channel',
      async () =>
        `Bearer ${await provider.token({ kid: 'teams-only', signedWith: provider.keys.teamsOnly })}`,
    ],
    [
      'a skill',
      async () =>
        `Bearer ${base64({ alg: 'RS256', kid: 'good' })}.${base64({ iss: 'https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/', aud: APP_ID, ver: '1.0', appid: 'other', exp: inAnHour() })}.AAAA`,
    ],
  ];

  test.each(forgeries)('%s', async (_name, authorization) => {
    const header = await authorization();
    const response = await served.post(
      message({ channelId: 'facebook', text: 'forged' }),
      header === undefined ? {} : { authorization: header },
    );
    expect([401, 403]).toContain(response.status);
    const { error } = (await response.json()) as { error: { code: string; message: string } };
    expect(error).toEqual({ code: 'Unauthorized', message: 'The request is not authenticated.' });
  });

  test('no refused message has become a turn', async () => {
    const conversations = await served.store.list({ channel: 'facebook' });
    expect(conversations.items).toEqual([]);
  });
});

describe('an address that keeps forging', () => {
  let mine: Served;
  beforeAll(async () => {
    mine = await serveMessages({ provider, send: async () => undefined });
  });
  afterAll(() => mine.stop());

  const send = async (token: Promise<string>) =>
    (await mine.post(message(), { authorization: `Bearer ${await token}` })).status;

  test("is not made to wait for tokens of other people's bots, which come from Azure itself", async () => {
    const tries = Array.from({ length: 80 }, () => send(provider.token({ audience: 'another-bot' })));
    expect(new Set(await Promise.all(tries))).toEqual(new Set([403]));
    expect(await send(provider.token())).toBe(200);
  });

  test('is made to wait, and costs no signature check meanwhile', async () => {
    const forged = () => send(provider.token({ signedWith: provider.keys.stranger }));
    const statuses: number[] = [];
    for (let count = 0; count < 80; count++) statuses.push(await forged());
    expect(statuses).toEqual([...Array(60).fill(401), ...Array(20).fill(429)]);
    expect(await send(provider.token())).toBe(429);
  });
});

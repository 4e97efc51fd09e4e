import { describe, expect, test } from '@jest/globals';
import { createOriginCheck } from '../../src/http/cors.ts';
import { serve } from '../directline/served.ts';

describe('a page', () => {
  const SITE = 'https://www.example.org';
  const started = serve({ allowedOrigins: [SITE] });
  const generate = async (headers: Record<string, string>) => {
    const { url } = await started;
    return fetch(`${url}/v3/directline/tokens/generate`, { method: 'POST', headers });
  };

  test('of a site on the list may use Direct Line, its refusals included', async () => {
    const granted = await generate({ origin: SITE });
    expect([granted.status, granted.headers.get('access-control-allow-origin')]).toEqual([200, SITE]);
    const { url } = await started;
    const refused = await fetch(`${url}/v3/directline/session/getsessionid`, { headers: { origin: SITE } });
    expect([refused.status, refused.headers.get('access-control-allow-origin')]).toEqual([401, SITE]);
    expect(refused.headers.get('vary')).toBe('Origin');
  });

  test('of the server itself may too, and so may programs', async () => {
    const { url } = await started;
    expect((await generate({ origin: url })).status).toBe(200);
    expect((await generate({})).status).toBe(200);
  });

  test.each([
    'https://evil.example',
    'https://www.example.org.evil.example',
    'http://www.example.org',
    'null',
    'nonsense',
  ])('of any other site is refused, and its browser keeps the answer from it: %s', async (origin) => {
    const refused = await generate({ origin });
    expect([refused.status, refused.headers.get('access-control-allow-origin')]).toEqual([403, null]);
    expect(await refused.json()).toMatchObject({ error: { code: 'OriginNotAllowed' } });
  });

  test.each([
    ['/v3/directlin%65/tokens/generate', 403],
    ['/%76%33/directline/tokens/generate', 403],
    ['/v3%2Fdirectline/tokens/generate', 403],
    ['/v3/directlin%65/tokens/generate%E0', 400],
  ])(
    'of any other site does not get by the check with an address written otherwise: %s',
    async (path, status) => {
      const { url } = await started;
      const refused = await fetch(url + path, {
        method: 'POST',
        headers: { origin: 'https://evil.example' },
      });
      expect([refused.status, refused.headers.get('access-control-allow-origin')]).toEqual([status, null]);
    },
  );

  test('is told before it asks what it may send', async () => {
    const { url } = await started;
    const preflight = (origin: string) =>
      fetch(`${url}/v3/directline/conversations`, {
        method: 'OPTIONS',
        headers: { origin, 'access-control-request-method': 'POST' },
      });
    const allowed = await preflight(SITE);
    expect(allowed.status).toBe(204);
    expect(Object.fromEntries(allowed.headers)).toMatchObject({
      'access-control-allow-origin': SITE,
      'access-control-allow-methods': 'GET, POST',
      'access-control-allow-headers': 'authorization, content-type, x-ms-bot-agent, x-requested-with',
    });
    expect((await preflight('https://evil.example')).status).toBe(403);
  });
});

test('the public address counts as the server itself, behind whatever host a proxy calls it', () => {
  const trusts = createOriginCheck({ allowedOrigins: [], publicUrl: 'https://chat.example.org/bot' });
  const from = (origin: string) => trusts({ headers: { origin, host: 'internal:3978' } } as never);
  expect([from('https://chat.example.org'), from('https://other.example.org')]).toEqual([true, false]);
});

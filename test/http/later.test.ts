import { expect, test } from '@jest/globals';
import { sendJson } from '../../src/http/answer.ts';
import type { Route } from '../../src/http/route.ts';
import { serveRoutes } from './bare.ts';

const desk: Route = {
  method: 'GET',
  path: '/staff/desk',
  handle: (_request, response) => sendJson(response, 200, { at: 'the desk' }),
};

const status = async (url: string) => (await fetch(url)).status;

test('routes that come later are loaded once, with the first requests below their path', async () => {
  let loaded = 0;
  const load = async () => {
    loaded += 1;
    return [desk];
  };
  const { url } = await serveRoutes({ later: { below: '/staff', load } });
  expect([await status(`${url}/staffing`), await status(`${url}/healthz`), loaded]).toEqual([404, 200, 0]);
  const first = await Promise.all([1, 2, 3].map(() => status(`${url}/staff/desk`)));
  expect([...first, await status(`${url}/staff/desk`), loaded]).toEqual([200, 200, 200, 200, 1]);
  expect(await status(`${url}/staff/missing`)).toBe(404);
});

test('routes that could not be loaded are tried again', async () => {
  let tries = 0;
  const load = async () => {
    tries += 1;
    if (tries === 1) throw new Error('the disk is tired');
    return [desk];
  };
  const { url } = await serveRoutes({ later: { below: '/staff', load } });
  expect(await status(`${url}/staff/desk`)).toBe(500);
  expect(await status(`${url}/staff/desk`)).toBe(200);
});

import { connect } from 'node:net';
import { describe, expect, test } from '@jest/globals';
import type { Request, Response } from 'restify';
import { sendJson } from '../../src/http/answer.ts';
import { HttpError } from '../../src/http/http-error.ts';
import type { Route } from '../../src/http/route.ts';
import type { Answered } from '../../src/http/server.ts';
import { until } from '../directline/caller.ts';
import { serveRoutes } from './bare.ts';
import { request, sendRaw } from './raw.ts';

const get = (path: string, handle: Route['handle']): Route => ({ method: 'GET', path, handle });

describe('every answer', () => {
  const routes = [get('/fine', (_request, response) => sendJson(response, 200, {}))];

  test.each(['/fine', '/missing', '/v3/directline/missing', '/healthz'])(
    'has security headers and an id: %s',
    async (path) => {
      const { url } = await serveRoutes({ routes });
      const { headers } = await fetch(url + path);
      expect(Object.fromEntries(headers)).toMatchObject({
        'content-security-policy': expect.stringContaining("default-src 'none'"),
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'SAMEORIGIN',
        'referrer-policy': 'no-referrer',
        'x-request-id': expect.stringMatching(/^[0-9a-f-]{36}$/),
      });
      expect(headers.has('server')).toBe(false);
      expect(headers.has('x-powered-by')).toBe(false);
    },
  );

  test('that refuses says so in the form of Direct Line, and repeats nothing of the request', async () => {
    const { url } = await serveRoutes({ routes });
    const missing = await fetch(`${url}/<script>alert(1)</script>`);
    expect([missing.status, await missing.json()]).toEqual([
      404,
      { error: { code: 'NotFound', message: 'There is nothing at this address.' } },
    ]);
    const wrong = await fetch(`${url}/fine`, { method: 'DELETE' });
    expect([wrong.status, await wrong.json()]).toMatchObject([405, { error: { code: 'MethodNotAllowed' } }]);
  });
});

describe('a handler', () => {
  test('that fails hides why from the caller and tells the log, with the id of the request', async () => {
    const { url, logged } = await serveRoutes({
      routes: [
        get('/rejects', async () => {
          throw new Error('the password is hunter2');
        }),
        get('/throws', () => {
          throw new TypeError('at /srv/secret.ts');
        }),
        get('/throws-no-error', () => {
          throw 'just words';
        }),
      ],
    });
    for (const path of ['/rejects', '/throws', '/throws-no-error']) {
      const response = await fetch(url + path, { headers: { authorization: 'Bearer s3cr3t' } });
      const id = response.headers.get('x-request-id');
      expect(response.status).toBe(500);
      expect(await response.json()).toEqual({
        error: { code: 'Internal', message: expect.stringContaining(String(id)) },
      });
      expect(logged.filter((line) => line.includes(String(id)))).toHaveLength(1);
    }
    expect(logged.join()).toContain('hunter2');
    expect(logged.join()).not.toContain('s3cr3t');
  });

  test('may refuse with a status, a code and headers', async () => {
    const { url, logged } = await serveRoutes({
      routes: [
        get('/busy', () => {
          throw new HttpError(503, 'Busy', 'Come back.', { 'retry-after': '7' });
        }),
      ],
    });
    const response = await fetch(`${url}/busy`);
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '7']);
    expect(await response.json()).toEqual({ error: { code: 'Busy', message: 'Come back.' } });
    expect(logged).toEqual([]);
  });

  test('that resolves a value has nothing of the request logged', async () => {
    const handle = (async (incoming: Request, response: Response) => {
      sendJson(response, 200, {});
      return incoming;
    }) as unknown as Route['handle'];
    const { url, logged } = await serveRoutes({ routes: [get('/value', handle)] });
    await fetch(`${url}/value`, { headers: { authorization: 'Bearer s3cr3t' } });
    expect(logged).toEqual([]);
  });

  test('gets ids as long as those of signed links and of Teams', async () => {
    const { url } = await serveRoutes({
      routes: [get('/things/:id', ({ params }, response) => sendJson(response, 200, params))],
    });
    const id = `19:${'x'.repeat(600)}@thread.tacv2;messageid=1`;
    expect(await (await fetch(`${url}/things/${encodeURIComponent(id)}`)).json()).toEqual({ id });
  });

  test('is observed by its route, not by the address with its ids', async () => {
    const seen: Answered[] = [];
    const { url } = await serveRoutes({
      routes: [get('/talks/:id', (_request, response) => sendJson(response, 200, {}))],
      observe: (answered) => void seen.push(answered),
    });
    await fetch(`${url}/talks/secret?t=token`);
    await fetch(`${url}/nowhere`);
    await until(() => seen.length === 2);
    expect(seen).toEqual([
      { method: 'GET', route: '/talks/:id', status: 200, seconds: expect.any(Number) },
      { method: 'GET', route: 'none', status: 404, seconds: expect.any(Number) },
    ]);
  });
});

describe('health', () => {
  test('answers as long as the process does', async () => {
    const { url } = await serveRoutes();
    expect(await (await fetch(`${url}/healthz`)).json()).toEqual({ status: 'ok' });
  });

  test('is ready when every part is, and names those that are not', async () => {
    let trained = false;
    const { url, logged } = await serveRoutes({
      checks: [
        { name: 'understanding', ready: () => trained },
        { name: 'store', ready: async () => Promise.reject(new Error('disk gone')) },
        { name: 'mandates', ready: async () => true },
      ],
    });
    const early = await fetch(`${url}/readyz`);
    expect([early.status, await early.json()]).toEqual([
      503,
      { status: 'not ready', waitingFor: ['understanding', 'store'] },
    ]);
    trained = true;
    expect(await (await fetch(`${url}/readyz`)).json()).toMatchObject({ waitingFor: ['store'] });
    expect(logged).toEqual([]);
  });

  test('with nothing to wait for is ready at once', async () => {
    const { url } = await serveRoutes();
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
  });
});

describe('the start', () => {
  test('on a taken port fails with one line that says what to do', async () => {
    const { url } = await serveRoutes();
    const port = Number(new URL(url).port);
    const config = { host: '127.0.0.1', port, publicUrl: undefined, allowedOrigins: [] };
    await expect(serveRoutes({ config })).rejects.toMatchObject({
      code: 'LISTEN',
      line: `Port ${port} of 127.0.0.1 is taken. Stop the other program, or set PORT to a free port.`,
    });
  });

  test('on an address that is not of this machine fails likewise', async () => {
    const config = { host: '203.0.113.7', port: 0, publicUrl: undefined, allowedOrigins: [] };
    await expect(serveRoutes({ config })).rejects.toMatchObject({
      code: 'LISTEN',
      remedy: expect.stringContaining('HOST'),
    });
  });
});

describe('a stop', () => {
  test('lets what is in hand finish, sends newcomers away, and closes what outlives requests last', async () => {
    const order: string[] = [];
    let finish = () => {};
    let idle = () => {};
    const { url, stop } = await serveRoutes({
      routes: [
        get('/turn', async (_request, response) => {
          order.push('turn begins');
          await new Promise<void>((resolve) => {
            finish = resolve;
          });
          order.push('turn ends');
          sendJson(response, 200, { done: true });
        }),
      ],
      idle: () =>
        new Promise((resolve) => {
          idle = resolve;
        }),
      close: () => order.push('sockets closed'),
    });
    const turn = fetch(`${url}/turn`);
    await until(() => order.length === 1);
    const stopped = stop();
    await expect(fetch(`${url}/healthz`)).rejects.toThrow();
    finish();
    expect(await (await turn).json()).toEqual({ done: true });
    idle();
    await stopped;
    expect(order).toEqual(['turn begins', 'turn ends', 'sockets closed']);
  });

  test('answers 503 to what still arrives on open connections', async () => {
    let idle = () => {};
    const { url, stop } = await serveRoutes({
      idle: () =>
        new Promise((resolve) => {
          idle = resolve;
        }),
    });
    const half = request('GET /healthz HTTP/1.1', 'Host: x').slice(0, -2);
    const { hostname, port } = new URL(url);
    const socket = connect(Number(port), hostname);
    socket.write(half);
    const answer = new Promise<string>((resolve) => socket.once('data', (data) => resolve(String(data))));
    await until(() => socket.bytesWritten > 0);
    await fetch(`${url}/healthz`);
    const handshake = connect(Number(port), hostname);
    handshake.write(
      request('GET /stream HTTP/1.1', 'Host: x', 'Connection: Upgrade', 'Upgrade: websocket').slice(0, -2),
    );
    const refusal = new Promise<string>((resolve) => handshake.once('data', (data) => resolve(String(data))));
    await fetch(`${url}/healthz`);
    const stopped = stop();
    socket.write('\r\n');
    handshake.write('\r\n');
    for (const busy of [await answer, await refusal])
      expect(busy).toMatch(/^HTTP\/1\.1 503.*retry-after: 1/is);
    idle();
    await stopped;
  });

  test('does not wait for ever', async () => {
    const { url, stop } = await serveRoutes({
      routes: [get('/never', () => new Promise<void>(() => {}))],
      idle: () => new Promise<void>(() => {}),
      limits: { stopMs: 50 },
    });
    const hung = expect(fetch(`${url}/never`)).rejects.toThrow();
    await fetch(`${url}/healthz`);
    await stop();
    await hung;
  });

  test('twice is harmless', async () => {
    const { stop } = await serveRoutes();
    await Promise.all([stop(), stop()]);
    await expect(stop()).resolves.toBeUndefined();
  });
});

test('a handshake for a WebSocket where there is none is refused', async () => {
  const { url } = await serveRoutes();
  const answer = await sendRaw(
    url,
    request('GET /chat HTTP/1.1', 'Host: x', 'Connection: Upgrade', 'Upgrade: websocket'),
  );
  expect(answer).toMatch(/^HTTP\/1\.1 404 .*"code":"NotFound"/s);
});

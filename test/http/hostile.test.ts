import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test } from '@jest/globals';
import { type Begun, caller } from '../directline/caller.ts';
import { serve, serveFile } from '../directline/served.ts';
import { request, sendRaw, statusOf } from './raw.ts';

const here = serveFile({
  limits: {
    bodyMs: 300,
    tokensPerAddress: { points: 1000, seconds: 60 },
    conversationsPerAddress: { points: 1000, seconds: 60 },
  },
});

afterEach(async () => {
  const { begin, say } = caller(here.url);
  expect((await say(await begin(), { text: 'still alive?' })).status).toBe(200);
  expect(here.logged).toEqual([]);
});

/** Posts bytes as an activity of a conversation that has begun. */
async function post(body: string | Buffer, headers: Record<string, string> = {}) {
  const talk = await caller(here.url).begin();
  const response = await fetch(`${here.url}/v3/directline${talk.path}/activities`, {
    method: 'POST',
    headers: { authorization: `Bearer ${talk.token}`, 'content-type': 'application/json', ...headers },
    body: new Uint8Array(Buffer.from(body)),
  });
  return { status: response.status, code: (await response.json()).error?.code };
}

const message = JSON.stringify({ type: 'message', text: 'hello' });

describe('a body', () => {
  test.each([
    ['cut short', gzipSync(message).subarray(0, 20)],
    ['that expands to 200 MB', gzipSync(Buffer.alloc(200_000_000), { level: 9 })],
    ['in order', gzipSync(message)],
  ])('of gzip %s is refused before it is inflated', async (_how, body) => {
    expect(await post(body, { 'content-encoding': 'gzip' })).toEqual({
      status: 415,
      code: 'UnsupportedMediaType',
    });
  });

  test.each(['deflate', 'br', 'zstd', 'gzip, gzip', 'x'])('encoded as %s is refused', async (encoding) => {
    expect(await post(message, { 'content-encoding': encoding })).toMatchObject({ status: 415 });
  });

  test.each([
    ['lists', '['.repeat(5_000) + ']'.repeat(5_000)],
    ['objects', `${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`],
    ['an activity', `{"type":"message","value":${'['.repeat(5_000)}${']'.repeat(5_000)}}`],
    ['100,000 lists', '['.repeat(100_000) + ']'.repeat(100_000)],
  ])('of JSON nested 5,000 deep is refused: %s', async (_what, body) => {
    expect(await post(body)).toEqual({ status: 400, code: 'BadJson' });
  });

  test.each([
    ['{"type":"message","text":"x","__proto__":{"isStaff":true}}'],
    ['{"type":"message","text":"x","channelData":{"__proto__":{"isStaff":true}}}'],
    ['{"type":"message","text":"x","value":[{"\\u005f_proto__":1}]}'],
  ])('that would change prototypes is refused: %s', async (body) => {
    expect(await post(body)).toEqual({ status: 400, code: 'BadJson' });
    expect(({} as { isStaff?: boolean }).isStaff).toBeUndefined();
  });

  test.each([
    ['{"type":"message"'],
    ['not json'],
    ['\u0000'],
    [Buffer.from([0xff, 0xfe, 0x7b, 0x00, 0x7d, 0x00])],
    ['{"type":"message","text":"x"} trailing'],
    ['NaN'],
  ])('that is no JSON is refused: %j', async (body) => {
    expect(await post(body)).toEqual({ status: 400, code: 'BadJson' });
  });

  test.each([
    ['null'],
    ['1'],
    ['"text"'],
    ['[]'],
    ['{}'],
    ['{"type":null}'],
    ['{"type":["message"]}'],
    ['{"type":"constructor"}'],
  ])('of JSON that is no activity is refused: %s', async (body) => {
    expect(await post(body)).toEqual({ status: 400, code: 'BadArgument' });
  });

  test.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/xml',
    'application/jsonp',
    ';',
    'application/json5',
  ])('of type %s is refused', async (type) => {
    expect(await post(message, { 'content-type': type })).toEqual({
      status: 415,
      code: 'UnsupportedMediaType',
    });
  });

  test('just within the limit is taken, beyond it refused, announced or not', async () => {
    const sized = (bytes: number) => JSON.stringify({ type: 'message', text: 'x'.repeat(bytes - 28) });
    expect(sized(256 * 1024)).toHaveLength(256 * 1024);
    expect(await post(sized(256 * 1024))).toMatchObject({ status: 200 });
    expect(await post(sized(256 * 1024 + 1))).toEqual({ status: 413, code: 'PayloadTooLarge' });
    const unannounced = await raw('Content-Type: application/json', 'Transfer-Encoding: chunked');
    const chunk = `10000\r\n${'x'.repeat(0x10000)}\r\n`;
    expect(statusOf(await sendRaw(here.url, unannounced + chunk.repeat(5)))).toBe(413);
    const announced = await raw('Content-Type: application/json', 'Content-Length: 9007199254740991');
    expect(statusOf(await sendRaw(here.url, announced))).toBe(413);
  });

  test('that ends before its announced length, or never comes, costs a connection and no more', async () => {
    const head = await raw('Content-Type: application/json', 'Content-Length: 100');
    expect([NaN, 400]).toContain(statusOf(await sendRaw(here.url, `${head}{"type"`, { end: true })));
    expect(statusOf(await sendRaw(here.url, `${head}{"type"`))).toBe(408);
  });
});

/** The head of a POST that a program writes by hand. */
async function raw(...headers: string[]): Promise<string> {
  const talk: Begun = await caller(here.url).begin();
  return request(
    `POST /v3/directline${talk.path}/activities HTTP/1.1`,
    'Host: x',
    `Authorization: Bearer ${talk.token}`,
    ...headers,
  );
}

describe('a request', () => {
  test.each([
    ['a huge header', request('GET /healthz HTTP/1.1', 'Host: x', `X-Big: ${'x'.repeat(100_000)}`), 431],
    [
      '2,000 headers',
      request('GET /healthz HTTP/1.1', 'Host: x', ...Array.from({ length: 2_000 }, (_, n) => `X-${n}: ${n}`)),
      431,
    ],
    ['a huge address', request(`GET /${'a'.repeat(100_000)} HTTP/1.1`, 'Host: x'), 431],
    ['a Host that is none', request('GET /healthz HTTP/1.1', 'Host: a b'), 400],
    ['a Host of brackets', request('GET /healthz HTTP/1.1', 'Host: [::'), 400],
    ['an address that is none', request('GET http://[ HTTP/1.1', 'Host: x'), 400],
    ['no Host', request('GET /healthz HTTP/1.1', 'Connection: close'), 400],
    [
      'two lengths',
      request(
        'POST /v3/directline/tokens/generate HTTP/1.1',
        'Host: x',
        'Content-Length: 1',
        'Content-Length: 2',
      ),
      400,
    ],
    [
      'a length and chunks',
      request(
        'POST /v3/directline/tokens/generate HTTP/1.1',
        'Host: x',
        'Content-Length: 1',
        'Transfer-Encoding: chunked',
      ),
      400,
    ],
    [
      'a length below zero',
      request('POST /v3/directline/tokens/generate HTTP/1.1', 'Host: x', 'Content-Length: -1'),
      400,
    ],
    [
      'a broken chunk',
      `${request('POST /v3/directline/tokens/generate HTTP/1.1', 'Host: x', 'Transfer-Encoding: chunked')}zz\r\n`,
      400,
    ],
    ['no HTTP', 'SSH-2.0-OpenSSH_9.6\r\n\r\n', 400],
    ['an unknown method', request('BREW /coffee HTTP/1.1', 'Host: x'), 400],
    ['an unknown version', request('GET /healthz HTTP/9.9', 'Host: x'), 400],
  ])('with %s is refused', async (_what, bytes, status) => {
    expect(statusOf(await sendRaw(here.url, bytes))).toBe(status);
  });

  const paths = [
    '/v3/directline/../../etc/passwd',
    '/v3/directline/%2e%2e/%2e%2e/etc/passwd',
    '/v3/directline/conversations/..%2f..%2fetc%2fpasswd',
    '/v3/directline/conversations/%00',
    '/v3/directline/conversations/%',
    '/v3/directline/conversations/%E0%A4%A',
    '/v3/directline/conversations/__proto__/activities',
    `/v3/directline/conversations/${'a'.repeat(5_000)}`,
    '//evil.example/v3/directline',
    '/v3//directline/session/getsessionid',
    '/V3/DirectLine/session/getsessionid',
    '/v3/directline/session/getsessionid;a=b',
    '/\\evil.example',
    '/__proto__',
    '/constructor',
    '/.env',
    '/%',
    '*',
    '?',
  ];
  test.each(paths.map((path) => [path.slice(0, 60), path]))(
    'for %s finds nothing',
    async (_beginning, path) => {
      const answer = await sendRaw(here.url, request(`GET ${path} HTTP/1.1`, 'Host: x', 'Connection: close'));
      expect([400, 401, 404]).toContain(statusOf(answer));
      expect(answer).not.toContain('passwd');
    },
  );

  test.each([
    ['Basic YTpi'],
    ['Bearer'],
    ['Bearer  '],
    [`Bearer ${'.'.repeat(50)}`],
    ['Bearer a.b.c'],
    ['Bearer eyJhbGciOiJub25lIn0.e30.'],
    ['bearer \u00e9'],
  ])('authorized by %j gets in nowhere', async (authorization) => {
    const response = await fetch(`${here.url}/v3/directline/session/getsessionid`, {
      headers: { authorization },
    });
    expect([401, 403]).toContain(response.status);
  });
});

describe('a handshake', () => {
  const upgrade = (path: string, ...headers: string[]) =>
    request(`GET ${path} HTTP/1.1`, 'Host: x', 'Connection: Upgrade', ...headers);

  test.each([
    ['for nothing', upgrade('/', 'Upgrade: websocket')],
    ['without a token', upgrade('/v3/directline/conversations/x/stream', 'Upgrade: websocket')],
    ['with nonsense', upgrade('/v3/directline/conversations/x/stream?t=a.b.c', 'Upgrade: websocket')],
    ['at an address that is none', upgrade('http://[', 'Upgrade: websocket')],
    ['to another protocol', upgrade('/v3/directline/conversations/x/stream?t=x', 'Upgrade: h2c')],
  ])('%s is refused', async (_what, bytes) => {
    const status = statusOf(await sendRaw(here.url, bytes));
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
  });

  test('with a token but without a key is refused', async () => {
    const talk = await caller(here.url).begin();
    const { pathname, search } = new URL(talk.streamUrl);
    expect(statusOf(await sendRaw(here.url, upgrade(pathname + search, 'Upgrade: websocket')))).toBe(400);
  });

  test('that is broken off costs nothing', async () => {
    const talk = await caller(here.url).begin();
    const { pathname, search } = new URL(talk.streamUrl);
    const key = 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==';
    const bytes = upgrade(pathname + search, 'Upgrade: websocket', key, 'Sec-WebSocket-Version: 13');
    const garbage = Buffer.concat([Buffer.from(bytes), Buffer.from([0xff, 0xff, 0xff, 0xff, 0x00])]);
    expect(statusOf(await sendRaw(here.url, garbage))).toBe(101);
  });
});

test('sockets that say nothing hinder nobody, not even a stop', async () => {
  const served = await serve({ limits: { stopMs: 100 } });
  const silent = Array.from({ length: 50 }, () => sendRaw(served.url, 'GET /healthz HTTP/1.1\r\nHost'));
  expect((await fetch(`${served.url}/healthz`)).status).toBe(200);
  await served.stop();
  expect(await Promise.all(silent)).toHaveLength(50);
});

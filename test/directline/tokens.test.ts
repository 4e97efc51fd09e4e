import { stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { SignJWT } from 'jose';
import { loadTokenKey } from '../../src/directline/token-key.ts';
import { folders } from '../transcripts/folders.ts';
import { caller } from './caller.ts';
import { serve, serveFile } from './served.ts';

const HALF_AN_HOUR = 30 * 60 * 1000;
const claims = (token: string) =>
  JSON.parse(Buffer.from(token.split('.')[1] as string, 'base64url').toString());

/** A clock that the tests turn; it never goes back. */
let at = Date.parse('2026-11-23T12:00:00Z');
const pass = (ms: number) => {
  at += ms;
};
const here = serveFile({ now: () => new Date(at) });

describe('tokens', () => {
  test('are bound to one new conversation and one unguessable user, for half an hour', async () => {
    const { post } = caller(here.url);
    const [one, other] = [await post('/tokens/generate'), await post('/tokens/generate', { body: {} })];
    expect(one).toMatchObject({
      status: 200,
      body: { expires_in: 1800, conversationId: expect.stringMatching(/^[0-9a-f]{32}$/) },
    });
    expect(claims(one.body.token)).toMatchObject({
      conv: one.body.conversationId,
      user: expect.stringMatching(/^dl_[0-9a-f]{32}$/),
    });
    expect(other.body.conversationId).not.toBe(one.body.conversationId);
    expect(claims(other.body.token).user).not.toBe(claims(one.body.token).user);
  });

  test.each([
    ['dl_5f2c9a7e1b3d4c6f8a9b0c1d2e3f4a5b', true],
    ['dl_short', false],
    ['someone@example.org', false],
    ['dl_<script>alert(1)</script>aaaaaaaaaaaa', false],
    [{ $ne: null }, false],
  ])('take the user id %j of a client: %s', async (id, taken) => {
    const { body } = await caller(here.url).post('/tokens/generate', { body: { user: { id } } });
    expect(claims(body.token).user === id).toBe(taken);
  });

  test('are renewed while they hold', async () => {
    const { begin, post, say } = caller(here.url);
    const talk = await begin();
    pass(HALF_AN_HOUR - 1_000);
    const { status, body } = await post('/tokens/refresh', { token: talk.token });
    expect({ status, same: body.conversationId === talk.conversationId }).toEqual({
      status: 200,
      same: true,
    });
    pass(HALF_AN_HOUR - 1_000);
    expect(await say({ ...talk, token: body.token }, { text: 'still here' })).toMatchObject({ status: 200 });
  });

  test('that have expired are refused with 403 TokenExpired and buy nothing', async () => {
    const { begin, post, say, log } = caller(here.url);
    const talk = await begin();
    pass(HALF_AN_HOUR + 1_000);
    const refused = { status: 403, body: { error: { code: 'TokenExpired' } } };
    expect(await say(talk, { text: 'too late' })).toMatchObject(refused);
    expect(await log(talk)).toMatchObject(refused);
    expect(await post('/tokens/refresh', { token: talk.token })).toMatchObject(refused);
  });

  test('come back for a day to who kept the return token, which opens nothing else', async () => {
    const { begin, post, log } = caller(here.url);
    const talk = await begin();
    expect(await log({ ...talk, token: talk.returnToken })).toMatchObject({ status: 403 });
    pass(20 * 60 * 60 * 1000);
    const { body } = await post('/tokens/refresh', { token: talk.returnToken });
    expect(await log({ ...talk, token: body.token })).toMatchObject({ status: 200 });
    pass(25 * 60 * 60 * 1000);
    expect(await post('/tokens/refresh', { token: body.returnToken })).toMatchObject({ status: 403 });
  });

  test("open nobody else's conversation", async () => {
    const { begin, say, log, get, post } = caller(here.url);
    const [mine, theirs] = [await begin(), await begin()];
    const intruder = { ...theirs, token: mine.token };
    const refused = { status: 403, body: { error: { code: 'BadArgument' } } };
    expect(await say(intruder, { text: 'let me in' })).toMatchObject(refused);
    expect(await log(intruder)).toMatchObject(refused);
    expect(await get(theirs.path, { token: mine.token })).toMatchObject(refused);
    expect(await post(`${theirs.path}/upload`, { token: mine.token })).toMatchObject(refused);
  });

  test('are asked for with 401, and those that are not ours are refused with 403', async () => {
    const { begin, log } = caller(here.url);
    const talk = await begin();
    const [head, payload] = talk.token.split('.') as [string, string];
    const unsigned = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${payload}.`;
    const forged = await new SignJWT(claims(talk.token))
      .setProtectedHeader({ alg: 'HS256' })
      .sign(new Uint8Array(32));
    const stream = new URL(talk.streamUrl).searchParams.get('t') as string;
    expect(await log({ ...talk, token: '' })).toMatchObject({
      status: 401,
      body: { error: { code: 'MissingToken' } },
    });
    for (const token of ['nonsense', unsigned, forged, `${head}.${payload}.AAAA`, stream])
      expect(await log({ ...talk, token })).toMatchObject({
        status: 403,
        body: { error: { code: 'BadArgument' } },
      });
  });

  test('still serve after a restart of the server', async () => {
    const before = await serve();
    const talk = await caller(before.url).begin();
    await before.stop();
    const after = await serve({ dataDir: before.dataDir });
    expect(await caller(after.url).log(talk)).toMatchObject({
      status: 200,
      body: { activities: [{ type: 'message' }] },
    });
  });
});

describe('the key of the tokens', () => {
  const folder = folders();

  test('is made once, also by processes that start together, and only its owner may read it', async () => {
    const dataDir = await folder();
    const keys = await Promise.all(Array.from({ length: 8 }, () => loadTokenKey(dataDir)));
    expect(new Set(keys.map(String)).size).toBe(1);
    expect((await stat(path.join(dataDir, 'direct-line.key'))).mode & 0o777).toBe(0o600);
    expect(await loadTokenKey(dataDir)).toEqual(keys[0]);
  });

  test('that is damaged stops the start with a remedy', async () => {
    const dataDir = await folder();
    await writeFile(path.join(dataDir, 'direct-line.key'), 'half a k');
    await expect(loadTokenKey(dataDir)).rejects.toMatchObject({
      code: 'TOKEN_KEY',
      remedy: expect.stringContaining('Remove it'),
    });
  });
});

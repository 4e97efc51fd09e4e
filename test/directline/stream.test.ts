import { once } from 'node:events';
import { describe, expect, test } from '@jest/globals';
import { WebSocket } from 'ws';
import { type Begun, caller, until } from './caller.ts';
import { type Served, serve, serveFile } from './served.ts';

const here = serveFile({ limits: { socketsPerConversation: 3 } });

interface Frame {
  activities: { type: string; text?: string }[];
  watermark?: string;
}

/** An open stream and what came over it. */
function listen(streamUrl: string, headers: Record<string, string> = {}) {
  const socket = new WebSocket(streamUrl, { headers });
  const frames: Frame[] = [];
  socket.on('message', (data) => frames.push(JSON.parse(String(data))));
  const said = () =>
    frames
      .flatMap(({ activities }) => activities)
      .flatMap(({ type, text }) => (type === 'message' ? [text] : []));
  const closed = once(socket, 'close');
  return { socket, frames, said, closed };
}

/** The status and code with which a handshake is refused. */
async function refusal(streamUrl: string, headers: Record<string, string> = {}): Promise<unknown> {
  const { socket } = listen(streamUrl, headers);
  const [, response] = await once(socket, 'unexpected-response');
  const chunks = await response.toArray();
  return { status: response.statusCode, code: JSON.parse(Buffer.concat(chunks).toString()).error.code };
}

const reconnect = async (served: Served, talk: Begun, watermark: string): Promise<string> =>
  (await caller(served.url).get(`${talk.path}?watermark=${watermark}`, { token: talk.token })).body.streamUrl;

describe('the stream', () => {
  test('replays, then brings each turn once and in order, to every socket of the conversation', async () => {
    const { begin, say } = caller(here.url);
    const talk = await begin({ locale: 'fr' });
    const late = await reconnect(here, talk, '1');
    const sockets = [talk.streamUrl, talk.streamUrl, late].map((streamUrl) => listen(streamUrl));
    await Promise.all(sockets.map(({ socket }) => once(socket, 'open')));
    for (const text of ['one', 'two', 'three']) await say(talk, { text });
    const turns = ['one', 'two', 'three'].flatMap((text) => [text, `You said: ${text}`]);
    await until(() => sockets.every(({ said }) => said().includes('You said: three')));
    const [first, second, third] = sockets.map(({ said }) => said());
    expect(first).toEqual(['Hello (fr)', ...turns]);
    expect(second).toEqual(first);
    expect(third).toEqual(turns);
  });

  test('brings a turn word for word as the log has it', async () => {
    const { begin, say, log } = caller(here.url);
    const talk = await begin();
    const { frames } = listen(talk.streamUrl);
    await until(() => frames.length === 1);
    await say(talk, { text: 'hi', localTimestamp: '2026-11-23T10:00:00-05:00' });
    await until(() => frames.length === 3);
    const streamed = frames.flatMap(({ activities }) => activities).filter(({ type }) => type === 'message');
    expect(streamed).toEqual((await log(talk)).body.activities);
    expect(streamed).toHaveLength(3);
  });

  test('shows typing, without a watermark and outside the log', async () => {
    const { begin, say, log } = caller(here.url);
    const talk = await begin();
    const { frames } = listen(talk.streamUrl);
    await until(() => frames.length === 1);
    await say(talk, { text: 'hi' });
    await until(() => frames.length === 3);
    expect(frames[1]).toEqual({
      activities: [
        expect.objectContaining({ type: 'typing', from: expect.objectContaining({ role: 'bot' }) }),
      ],
    });
    expect(JSON.stringify((await log(talk)).body)).not.toContain('typing');
  });

  test('goes on where a dropped socket left off, without a gap or a repetition', async () => {
    const { begin, say } = caller(here.url);
    const talk = await begin({ locale: 'fr' });
    const before = listen(talk.streamUrl);
    await until(() => before.frames.length === 1);
    before.socket.terminate();
    for (let turn = 1; turn <= 20; turn++) await say(talk, { text: `${turn}` });
    const after = listen(await reconnect(here, talk, before.frames.at(-1)?.watermark ?? ''));
    await until(() => after.said().includes('You said: 20'));
    expect(after.said()).toEqual(
      Array.from({ length: 20 }, (_, turn) => [`${turn + 1}`, `You said: ${turn + 1}`]).flat(),
    );
    expect(after.frames.at(-1)?.watermark).toBe('41');
  });

  test('goes on with the new log after the conversation was erased, also for who comes back later', async () => {
    const { begin, say, log } = caller(here.url);
    const talk = await begin({ locale: 'fr' });
    const stream = listen(talk.streamUrl);
    for (const text of ['one', 'forget me', 'two']) await say(talk, { text });
    const afterwards = ['You said: forget me', 'two', 'You said: two'];
    await until(() => stream.said().length === 6);
    expect(stream.said()).toEqual(['Hello (fr)', 'one', 'You said: one', ...afterwards]);
    expect(stream.frames.at(-1)?.watermark).toBe('3');
    const back = listen(await reconnect(here, talk, '30'));
    await until(() => back.said().length === 3);
    expect(back.said()).toEqual(afterwards);
    expect((await log(talk, '30')).body.activities).toHaveLength(3);
  });

  test('tells only its own conversation', async () => {
    const { begin, say } = caller(here.url);
    const [mine, theirs] = [await begin(), await begin()];
    const stream = listen(mine.streamUrl);
    await say(theirs, { text: 'a secret' });
    await say(mine, { text: 'hello' });
    await until(() => stream.said().includes('You said: hello'));
    expect(JSON.stringify(stream.frames)).not.toContain('secret');
  });

  test("refuses other conversations' tokens, API tokens, none, and sites that are not on the list", async () => {
    const { begin } = caller(here.url);
    const [mine, theirs] = [await begin(), await begin()];
    const withToken = (token: string) => mine.streamUrl.replace(/t=.*/, `t=${token}`);
    const foreign = new URL(theirs.streamUrl).searchParams.get('t') as string;
    expect(await refusal(withToken(foreign))).toEqual({ status: 403, code: 'BadArgument' });
    expect(await refusal(withToken(mine.token))).toEqual({ status: 403, code: 'BadArgument' });
    expect(await refusal(withToken(''))).toEqual({ status: 401, code: 'MissingToken' });
    expect(await refusal(mine.streamUrl, { origin: 'https://evil.example' })).toEqual({
      status: 403,
      code: 'OriginNotAllowed',
    });
    expect(await refusal(mine.streamUrl.replace('watermark=-', 'watermark=x'))).toEqual({
      status: 400,
      code: 'BadArgument',
    });
    expect(await refusal(`${here.url.replace('http', 'ws')}/elsewhere`)).toEqual({
      status: 404,
      code: 'NotFound',
    });
  });

  test('has an address that serves for a minute', async () => {
    let at = Date.now();
    const served = await serve({ now: () => new Date(at) });
    const { begin } = caller(served.url);
    const talk = await begin();
    at += 61_000;
    expect(await refusal(talk.streamUrl)).toEqual({ status: 403, code: 'TokenExpired' });
  });

  test('may be open so many times for one conversation', async () => {
    const { begin } = caller(here.url);
    const talk = await begin();
    const streams = [listen(talk.streamUrl), listen(talk.streamUrl), listen(talk.streamUrl)];
    await Promise.all(streams.map(({ socket }) => once(socket, 'open')));
    expect(await refusal(talk.streamUrl)).toEqual({ status: 429, code: 'TooManyStreams' });
    streams[0]?.socket.close();
    await streams[0]?.closed;
    const again = listen(talk.streamUrl);
    await once(again.socket, 'open');
    expect(again.socket.readyState).toBe(WebSocket.OPEN);
  });

  test('may be open so many times for one address', async () => {
    const served = await serve({ limits: { socketsPerAddress: 1 } });
    const { begin } = caller(served.url);
    const { socket } = listen((await begin()).streamUrl);
    await once(socket, 'open');
    expect(await refusal((await begin()).streamUrl)).toEqual({ status: 429, code: 'TooManyStreams' });
  });

  test('takes no more from a client than empty pings', async () => {
    const { begin } = caller(here.url);
    const { socket, closed } = listen((await begin()).streamUrl);
    await once(socket, 'open');
    socket.send('');
    socket.send('x'.repeat(2_000));
    expect((await closed)[0]).toBe(1009);
  });

  test('lets go of a client that reads nothing, and of one that does not answer pings', async () => {
    const served = await serve({ limits: { socketBacklogBytes: 64 * 1024, heartbeatMs: 50 } });
    const { begin, say } = caller(served.url);
    const silent = listen((await begin()).streamUrl);
    await once(silent.socket, 'open');
    silent.socket.pong = () => {};
    Object.assign(silent.socket, { _autoPong: false });
    const talk = await begin();
    const slow = listen(talk.streamUrl);
    await once(slow.socket, 'open');
    slow.socket.pause();
    for (let turn = 0; turn < 25; turn++) await say(talk, { text: 'x'.repeat(200_000) });
    slow.socket.resume();
    await Promise.all([slow.closed, silent.closed]);
    expect([slow.socket.readyState, silent.socket.readyState]).toEqual([WebSocket.CLOSED, WebSocket.CLOSED]);
  });

  test('is closed with 1001 when the server stops, upon which clients come back', async () => {
    const served = await serve();
    const { socket, closed } = listen((await caller(served.url).begin()).streamUrl);
    await once(socket, 'open');
    const [[code]] = await Promise.all([closed, served.stop()]);
    expect(code).toBe(1001);
  });
});

import { afterEach, describe, expect, test } from '@jest/globals';
import { type Activity, ConnectionStatus, DirectLine, type Message } from 'botframework-directlinejs';
import XMLHttpRequest from 'xhr2';
import { caller, until } from './caller.ts';
import { type Served, serve, serveFile } from './served.ts';

// The client is written for browsers: of their globals, Node lacks only this one.
Object.assign(globalThis, { XMLHttpRequest });

let at = Date.now();
const here = serveFile({ now: () => new Date(at) });

const open: DirectLine[] = [];
afterEach(() => {
  for (const client of open.splice(0)) client.end();
});

/** Sockets that the client opened, so that a test can cut them as a bad network does. */
const sockets: WebSocket[] = [];
class Socket extends WebSocket {
  constructor(url: string) {
    super(url);
    sockets.push(this);
  }
}

/** Microsoft's own client, as Web Chat drives it, and everything that it showed. */
async function connect(served: Served, webSocket: boolean, more: object = {}) {
  const { body } = await caller(served.url).post('/tokens/generate');
  const client = new DirectLine({
    domain: `${served.url}/v3/directline`,
    token: body.token,
    webSocket,
    WebSocket: Socket as typeof WebSocket,
    pollingInterval: 200,
    timeout: 1_000,
    // It waits 3 to 15 seconds before it reconnects, by this; here it need not.
    random: () => -0.25,
    conversationStartProperties: { locale: 'es-MX' },
    ...more,
  });
  open.push(client);
  const shown: Activity[] = [];
  const statuses: string[] = [];
  client.activity$.subscribe({ next: (activity) => shown.push(activity), error: () => {} });
  client.connectionStatus$.subscribe((status) => statuses.push(ConnectionStatus[status]));
  const texts = () =>
    shown.flatMap((activity) => (activity.type === 'message' ? [(activity as Message).text] : []));
  const send = (text: string, clientActivityID: string) =>
    new Promise<string>((resolve, reject) => {
      const activity = { type: 'message', from: { id: 'me' }, text, channelData: { clientActivityID } };
      client.postActivity(activity as unknown as Activity).subscribe(resolve, reject);
    });
  return { client, conversationId: body.conversationId as string, shown, statuses, texts, send };
}

describe.each([
  ['WebSocket', true],
  ['polling', false],
])('botframework-directlinejs over %s', (_transport, webSocket) => {
  test('is greeted, sends, sees its echo with the clientActivityID, and the answer', async () => {
    const { shown, texts, send } = await connect(here, webSocket);
    await until(() => texts().length === 1);
    const id = await send('hola', 'client-1');
    await until(() => texts().length === 3);
    expect(texts()).toEqual(['Hello (es-MX)', 'hola', 'You said: hola']);
    const messages = shown.filter(({ type }) => type === 'message');
    expect(messages[1]).toMatchObject({
      id,
      channelData: { clientActivityID: 'client-1' },
      from: { role: 'user' },
    });
    expect(messages[2]).toMatchObject({ replyToId: id, from: { role: 'bot' } });
  });

  test('sent again, is one turn', async () => {
    const { texts, send } = await connect(here, webSocket);
    await until(() => texts().length === 1);
    expect(await send('hola', 'client-1')).toBe(await send('hola', 'client-1'));
    await send('fin', 'client-2');
    await until(() => texts().includes('You said: fin'));
    expect(texts().filter((text) => text === 'You said: hola')).toHaveLength(1);
  });

  test('learns by 403 that its token has expired', async () => {
    const { statuses, texts, send } = await connect(here, webSocket);
    await until(() => texts().length === 1);
    at += 31 * 60 * 1000;
    expect(await send('hola', 'client-1')).toBe('retry');
    await until(() => statuses.includes('ExpiredToken'));
    expect(texts()).toEqual(['Hello (es-MX)']);
  });

  test("cannot read another's conversation", async () => {
    const [mine, theirs] = [await connect(here, webSocket), await connect(here, webSocket)];
    await until(() => theirs.texts().length === 1);
    const { token } = mine.client as unknown as { token: string };
    const intruder = await connect(here, webSocket, { token, conversationId: theirs.conversationId });
    await until(() => intruder.statuses.includes('FailedToConnect'));
    expect(intruder.shown).toEqual([]);
  });
});

describe('botframework-directlinejs', () => {
  test('whose socket drops comes back and shows what it missed, each once', async () => {
    const { client, texts, send, conversationId } = await connect(here, true);
    await until(() => texts().length === 1);
    sockets.at(-1)?.close();
    const { token } = client as unknown as { token: string };
    const talk = {
      conversationId,
      token,
      path: `/conversations/${conversationId}`,
      returnToken: '',
      streamUrl: '',
    };
    for (const text of ['a', 'b', 'c']) await caller(here.url).say(talk, { text });
    await send('d', 'client-1');
    await until(() => texts().includes('You said: d'));
    // The client itself may interleave frames that arrive close together; the order is the stream's own test.
    const expected = ['a', 'b', 'c', 'd'].flatMap((text) => [text, `You said: ${text}`]);
    expect(texts().sort()).toEqual(['Hello (es-MX)', ...expected].sort());
  });

  test('outlives a restart of the server', async () => {
    const before = await serve();
    const { port } = new URL(before.url);
    const { texts, send } = await connect(before, true);
    await until(() => texts().length === 1);
    await before.stop();
    await serve({ dataDir: before.dataDir, port: Number(port) });
    await send('back?', 'client-1').then((id) => (id === 'retry' ? send('back?', 'client-1') : id));
    await until(() => texts().length === 3);
    expect(texts()).toEqual(['Hello (es-MX)', 'back?', 'You said: back?']);
  });

  test('renews its token', async () => {
    const { client, texts } = await connect(here, true);
    await until(() => texts().length === 1);
    const before = (client as unknown as { token: string }).token;
    at += 1_000;
    const renewed = await new Promise((resolve, reject) => {
      (client as unknown as { refreshToken(): { subscribe(a: unknown, b: unknown): void } })
        .refreshToken()
        .subscribe(resolve, reject);
    });
    expect(renewed).not.toBe(before);
  });

  test('gets a session id', async () => {
    const { client, texts } = await connect(here, true);
    await until(() => texts().length === 1);
    const id = await new Promise((resolve, reject) => client.getSessionId().subscribe(resolve, reject));
    expect(id).toMatch(/^[0-9a-f]{32}$/);
  });
});

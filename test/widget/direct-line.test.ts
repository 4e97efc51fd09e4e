import { afterEach, describe, expect, test } from '@jest/globals';
import { openTalk } from '../../src/widget/direct-line.ts';
import type { Activity, SavedTalk, Status, Talk, TalkOptions } from '../../src/widget/talk.ts';
import { caller, until } from '../directline/caller.ts';
import { type Served, serve, serveFile } from '../directline/served.ts';

let at = Date.now();
const here = serveFile({ now: () => new Date(at) });

const open: Talk[] = [];
const RealSocket = globalThis.WebSocket;
afterEach(() => {
  for (const talk of open.splice(0)) talk.close();
  globalThis.WebSocket = RealSocket;
});

/** A talk, and all that its page would see. */
function talkTo({ url }: Pick<Served, 'url'>, options: Partial<TalkOptions> = {}) {
  const seen = {
    activities: [] as Activity[],
    statuses: [] as Status[],
    sent: [] as string[],
    failed: [] as string[],
    saved: undefined as SavedTalk | undefined,
  };
  const talk = openTalk({
    server: url,
    locale: 'fr',
    onActivity: (activity) => void seen.activities.push(activity),
    onStatus: (status) => void seen.statuses.push(status),
    onSent: (clientId) => void seen.sent.push(clientId),
    onFailed: (_clientId, code) => void seen.failed.push(code),
    onSave: (saved) => {
      seen.saved = saved;
    },
    ...options,
  });
  open.push(talk);
  const texts = () => seen.activities.flatMap(({ type, text }) => (type === 'message' ? [text] : []));
  const say = (text: string) => talk.send({ type: 'message', text });
  return { talk, seen, texts, say, status: () => seen.statuses.at(-1) };
}

const turns = (...texts: string[]) => texts.flatMap((text) => [text, `You said: ${text}`]);

describe('a talk', () => {
  test('connects, is greeted, and sends what was typed meanwhile in its order', async () => {
    const { seen, texts, say } = talkTo(here);
    const ids = ['one', 'two', 'three'].map(say);
    await until(() => texts().includes('You said: three') && seen.sent.length === 3);
    expect(texts()).toEqual(['Hello (fr)', ...turns('one', 'two', 'three')]);
    expect(seen.sent).toEqual(ids);
    expect(seen.statuses).toEqual(['connecting', 'online']);
    expect(seen.saved).toMatchObject({ unsent: [], watermark: '7' });
  });

  test('goes on after a reload, from where it was or from the beginning', async () => {
    const before = talkTo(here);
    before.say('one');
    await until(() => before.texts().includes('You said: one'));
    before.talk.close();
    const saved = before.seen.saved as SavedTalk;
    const goesOn = talkTo(here, { saved });
    goesOn.say('two');
    await until(() => goesOn.texts().includes('You said: two'));
    expect(goesOn.texts()).toEqual(turns('two'));
    const fromStart = talkTo(here, { saved: { ...saved, watermark: undefined } });
    await until(() => fromStart.texts().includes('You said: two'));
    expect(fromStart.texts()).toEqual(['Hello (fr)', ...turns('one', 'two')]);
  });

  test('sends after a reload what was never acknowledged, and only once if it had arrived after all', async () => {
    const before = talkTo(here);
    before.say('one');
    const unsent = before.seen.saved?.unsent ?? [];
    await until(() => before.seen.sent.length === 1);
    before.talk.close();
    const saved = { ...(before.seen.saved as SavedTalk), watermark: undefined, unsent };
    const after = talkTo(here, { saved });
    await until(() => after.seen.sent.length === 1);
    after.say('two');
    await until(() => after.texts().includes('You said: two'));
    expect(after.texts()).toEqual(['Hello (fr)', ...turns('one', 'two')]);
    expect(after.seen.sent[0]).toBe(unsent[0]?.channelData.clientActivityID);
  });

  test('outlives a restart of the server and loses nothing that was typed while it was away', async () => {
    const first = await serve();
    const { seen, texts, say, status } = talkTo(first);
    await until(() => texts().length === 1);
    await first.stop();
    await until(() => status() === 'offline');
    say('are you back?');
    await serve({ dataDir: first.dataDir, port: Number(new URL(first.url).port) });
    await until(() => texts().includes('You said: are you back?'));
    expect(texts()).toEqual(['Hello (fr)', ...turns('are you back?')]);
    expect(seen.statuses).toEqual(['connecting', 'online', 'offline', 'online']);
  });

  test('says so when the network is gone, before any connection notices, and comes back', async () => {
    const { talk, seen, texts, say, status } = talkTo(here);
    await until(() => texts().includes('Hello (fr)'));
    talk.lose();
    expect(status()).toBe('offline');
    say('still here');
    await until(() => texts().includes('You said: still here'));
    expect(texts()).toEqual(['Hello (fr)', ...turns('still here')]);
    expect(seen.statuses).toEqual(['connecting', 'online', 'offline', 'online']);
  });

  test('that slept for an hour comes back with its return token', async () => {
    const { talk, seen, texts, say } = talkTo(here);
    await until(() => texts().length === 1);
    const { conversationId } = seen.saved as SavedTalk;
    at += 60 * 60 * 1000;
    talk.wake();
    say('good morning');
    await until(() => texts().includes('You said: good morning'));
    expect(seen.saved?.conversationId).toBe(conversationId);
    expect(seen.statuses).not.toContain('ended');
  });

  test('that slept for days has ended; restarting begins anew and sends what was left', async () => {
    const { talk, seen, texts, say, status } = talkTo(here);
    await until(() => texts().length === 1);
    const { conversationId } = seen.saved as SavedTalk;
    at += 3 * 24 * 60 * 60 * 1000;
    say('hello again');
    await until(() => status() === 'ended');
    expect(seen.saved?.unsent).toHaveLength(1);
    talk.restart();
    await until(() => texts().includes('You said: hello again'));
    expect(seen.saved?.conversationId).not.toBe(conversationId);
    expect(texts()).toEqual(['Hello (fr)', 'Hello (fr)', ...turns('hello again')]);
  });

  test('says which message the server will not take, and goes on with the next', async () => {
    const { talk, seen, texts, say } = talkTo(here);
    talk.send({ type: 'message', text: 'x', value: 'y'.repeat(20_000) });
    say('fine');
    await until(() => texts().includes('You said: fine'));
    expect(seen.failed).toEqual(['BadArgument']);
    expect(seen.saved?.unsent).toEqual([]);
  });

  test('waits as long as a busy server asks, and sends then', async () => {
    const served = await serve({ limits: { messagesPerConversation: { points: 1, seconds: 1 } } });
    const { seen, texts, say } = talkTo(served);
    say('one');
    say('two');
    await until(() => texts().includes('You said: two'));
    expect(texts()).toEqual(['Hello (fr)', ...turns('one', 'two')]);
    expect(seen.failed).toEqual([]);
  });

  test('polls where a proxy lets no WebSocket through', async () => {
    globalThis.WebSocket = class extends RealSocket {
      constructor(url: string) {
        super(url.replace('/stream', '/blocked'));
      }
    } as typeof WebSocket;
    const { texts, say, seen } = talkTo(here);
    say('one');
    await until(() => texts().includes('You said: one'));
    expect(texts()).toEqual(['Hello (fr)', ...turns('one')]);
    expect(seen.statuses.at(-1)).toBe('online');
  });

  test('that is closed hears and sends nothing more', async () => {
    const { talk, seen, texts, say } = talkTo(here);
    await until(() => texts().length === 1);
    talk.close();
    talk.wake();
    say('anybody?');
    const { conversationId, token } = seen.saved as SavedTalk;
    const other = {
      conversationId,
      token,
      path: `/conversations/${conversationId}`,
      returnToken: '',
      streamUrl: '',
    };
    await caller(here.url).say(other, { text: 'elsewhere' });
    expect(texts()).toEqual(['Hello (fr)']);
    expect(here.heardIn(other).map(({ text }) => text)).toEqual([undefined, 'elsewhere']);
  });
});

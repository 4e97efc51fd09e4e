import { describe, expect, test } from '@jest/globals';
import { clientAddress } from '../../src/http/client-address.ts';
import { caller } from '../directline/caller.ts';
import { serve } from '../directline/served.ts';

const busy = (code: string) => ({ body: { error: { code } } });

describe('rates', () => {
  test('bound tokens and conversations by address, and messages by conversation, with 429 and Retry-After', async () => {
    const { url } = await serve({
      limits: {
        tokensPerAddress: { points: 4, seconds: 60 },
        conversationsPerAddress: { points: 3, seconds: 60 },
        messagesPerConversation: { points: 2, seconds: 60 },
      },
    });
    const { begin, post, say } = caller(url);
    const [talk, other] = [await begin(), await begin()];
    const say429 = async (of: typeof talk) => (await say(of, { text: 'hi' })).status;
    expect([await say429(talk), await say429(talk), await say429(talk), await say429(other)]).toEqual([
      200, 200, 429, 200,
    ]);

    const third = await post('/tokens/generate');
    expect(await post('/conversations', third.body)).toMatchObject({ status: 201 });
    const restarted = await post('/conversations', third.body);
    expect(restarted).toMatchObject({ status: 429, ...busy('TooManyRequests') });
    expect(Number(restarted.headers.get('retry-after'))).toBeGreaterThan(0);

    expect((await post('/tokens/generate')).status).toBe(200);
    expect(await post('/tokens/generate')).toMatchObject({ status: 429, ...busy('TooManyRequests') });
    expect(await post('/tokens/refresh', { token: talk.token })).toMatchObject({ status: 429 });
  });
});

describe('turns', () => {
  test('beyond what the server can hold are told that it is busy; those in hand are answered', async () => {
    let release = () => {};
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    const { url, heardIn } = await serve({
      limits: { turnsInHand: 2 },
      before: (bot) => ({
        async receive(activity, options) {
          if (activity.type === 'message') await gate;
          return bot.receive(activity, options);
        },
      }),
    });
    const { begin, say } = caller(url);
    const talk = await begin();
    const answers = Promise.all(
      ['a', 'b', 'c', 'd'].map(async (text) => {
        const answer = await say(talk, { text });
        if (answer.status === 503) release();
        return answer;
      }),
    );
    const statuses = (await answers).map(({ status }) => status).sort();
    expect(statuses.filter((status) => status === 200).length).toBeGreaterThanOrEqual(2);
    expect(statuses.at(-1)).toBe(503);
    const acknowledged = statuses.filter((status) => status === 200).length;
    expect(heardIn(talk)).toHaveLength(1 + acknowledged);
  });

  test('that take too long are given up by the request, not by the bot: the resend finds them done', async () => {
    let hang = true;
    const { url } = await serve({
      limits: { turnMs: 300 },
      before: (bot) => ({
        async receive(activity, options) {
          if (activity.type === 'message' && hang) {
            hang = false;
            await new Promise((resolve) => setTimeout(resolve, 600));
          }
          return bot.receive(activity, options);
        },
      }),
    });
    const { begin, say, log } = caller(url);
    const talk = await begin();
    const message = { text: 'slow', channelData: { clientActivityID: 'c-1' } };
    const late = await say(talk, message);
    expect([late.status, late.headers.get('retry-after')]).toEqual([503, '2']);
    let again = await say(talk, message);
    while (again.status === 503) again = await say(talk, message);
    expect(again.status).toBe(200);
    const { activities } = (await log(talk, '1')).body;
    expect(activities.map(({ text }: { text: string }) => text)).toEqual(['slow', 'You said: slow']);
  });

  test('that fail are answered with a bare 500 and may be sent again', async () => {
    let fails = true;
    const { url, logged } = await serve({
      before: (bot) => ({
        async receive(activity, options) {
          if (activity.type === 'message' && fails) {
            fails = false;
            throw new Error('the disk is full at /var/lib');
          }
          return bot.receive(activity, options);
        },
      }),
    });
    const { begin, say } = caller(url);
    const talk = await begin();
    const message = { text: 'once', channelData: { clientActivityID: 'c-1' } };
    const failed = await say(talk, message);
    expect(failed.status).toBe(500);
    expect(JSON.stringify(failed.body)).not.toContain('disk');
    expect(logged).toHaveLength(1);
    expect((await say(talk, message)).status).toBe(200);
  });
});

describe('the address that a request is counted against', () => {
  const from = (remoteAddress: string, forwarded?: string) =>
    ({ socket: { remoteAddress }, headers: { 'x-forwarded-for': forwarded } }) as never;

  test.each([
    ['192.0.2.1', undefined, false, '192.0.2.1'],
    ['::ffff:192.0.2.1', undefined, false, '192.0.2.1'],
    ['10.0.0.1', '203.0.113.9', false, '10.0.0.1'],
    ['10.0.0.1', 'whatever, 203.0.113.9', true, '203.0.113.9'],
    ['10.0.0.1', undefined, true, '10.0.0.1'],
    ['2001:db8:1:2:aaaa:bbbb:cccc:dddd', undefined, false, '2001:db8:1:2'],
    ['2001:db8:1:2::1', undefined, false, '2001:db8:1:2'],
    ['2001:db8::1', undefined, false, '2001:db8:0:0'],
    ['::1', undefined, false, '0:0:0:0'],
  ])('of %s, forwarded for %s, behind a trusted proxy: %s, is %s', (peer, forwarded, trusted, counted) => {
    expect(clientAddress(from(peer, forwarded), trusted)).toBe(counted);
  });
});

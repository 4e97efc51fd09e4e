import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Activity } from 'botbuilder';
import { type Connector, startConnector } from './connector.ts';
import { message, type Served, serveMessages } from './served.ts';

const clock = { now: new Date() };
let connector: Connector;
let served: Served;
beforeEach(async () => {
  clock.now = new Date();
  connector = await startConnector();
  served = await serveMessages({ now: () => clock.now });
});
afterEach(async () => {
  await served.stop();
  await connector.stop();
});

const heard = async (channelId: string, id = 'a') => {
  await served.post(message({ channelId, serviceUrl: connector.url, conversation: { id } as never }));
  await served.delivery.idle();
  connector.received.length = 0;
};

const say = (text: string, id = 'a') =>
  served.sendProactively(id, (state) => ({
    state: { ...(state as object), toldBy: 'team' },
    activities: [{ type: 'message', text, locale: 'en' } satisfies Partial<Activity>],
  }));

test.each(['msteams', 'facebook', 'sms', 'webchat'])(
  'on %s it is delivered as a message of its own',
  async (channelId) => {
    await heard(channelId);
    await say('Somebody of the team here.');
    await served.delivery.idle();
    expect(connector.texts()).toEqual(['Somebody of the team here.']);
    expect(connector.received[0]?.path).toBe('/v3/conversations/a/activities');
    expect(await served.store.load('a')).toMatchObject({ state: { heard: 1, toldBy: 'team' } });
  },
);

test('it comes after what the turns before it said', async () => {
  await heard('msteams');
  await Promise.all([
    served.post(message({ serviceUrl: connector.url, conversation: { id: 'a' } as never, text: 'x|y' })),
    say('first'),
    say('second'),
  ]);
  await served.delivery.idle();
  const seen = connector.texts();
  expect(seen.indexOf('first')).toBeLessThan(seen.indexOf('second'));
  expect(seen).toHaveLength(4);
  const kept = await served.store.read('a', { direction: 'out' });
  expect(kept.slice(1).map(({ activity }) => activity.text)).toEqual(seen);
});

test('to a conversation that does not exist it says so', async () => {
  await expect(say('hello?', 'nobody')).rejects.toMatchObject({ code: 'CONVERSATION_UNKNOWN' });
});

describe('the 24 hours of Messenger', () => {
  const later = (hours: number) => {
    clock.now = new Date(clock.now.getTime() + hours * 3_600_000);
  };

  test('within them it is sent', async () => {
    await heard('facebook');
    later(23);
    await say('still in time');
    await served.delivery.idle();
    expect(connector.texts()).toEqual(['still in time']);
  });

  test('after them it is kept and staff reads why; once the visitor writes, all is well again', async () => {
    await heard('facebook');
    later(25);
    await say('too late');
    await served.delivery.idle();
    expect(connector.received).toEqual([]);
    const detail = await served.store.conversation('a');
    expect(detail?.tags).toEqual(['undelivered']);
    expect(detail?.notes[0]?.text).toContain('within 24 hours');
    const kept = await served.store.transcript('a');
    expect(kept.at(-1)?.activity.text).toBe('too late');

    await served.post(
      message({
        channelId: 'facebook',
        serviceUrl: connector.url,
        conversation: { id: 'a' } as never,
        timestamp: clock.now.toISOString() as never,
      }),
    );
    await say('here again');
    await served.delivery.idle();
    expect(connector.texts()).toEqual(['2: hello', 'here again']);
  });

  test('no other channel has them', async () => {
    await heard('msteams');
    later(48);
    await say('two days later');
    await served.delivery.idle();
    expect(connector.texts()).toEqual(['two days later']);
  });
});

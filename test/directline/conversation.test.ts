import { describe, expect, test } from '@jest/globals';
import { caller } from './caller.ts';
import { serveFile } from './served.ts';

const here = serveFile({ limits: { conversationsPerAddress: { points: 1000, seconds: 60 } } });

const texts = ({ body }: { body: { activities: { text: string }[] } }) =>
  body.activities.map(({ text }) => text);

describe('the start of a conversation', () => {
  test('greets in the language that the page asks for', async () => {
    const { begin, log } = caller(here.url);
    expect(texts(await log(await begin({ locale: 'es-mx' })))).toEqual(['Hello (es-MX)']);
  });

  test.each([
    ['de-DE, fr-CA;q=0.8, en;q=0.9', 'en'],
    ['pt-BR', undefined],
    ['__proto__', undefined],
  ])('without a wish, goes by Accept-Language: %s', async (header, locale) => {
    const { post, log } = caller(here.url);
    const { body: granted } = await post('/tokens/generate');
    const headers = { 'accept-language': header };
    const { body } = await post('/conversations', { token: granted.token, headers });
    expect(texts(await log({ ...body, path: `/conversations/${body.conversationId}` }))).toEqual([
      `Hello (${locale})`,
    ]);
  });

  test('is made once, however often it is asked for', async () => {
    const { post, log } = caller(here.url);
    const { token } = (await post('/tokens/generate')).body;
    const started = await Promise.all(
      Array.from({ length: 5 }, () => post('/conversations', { token, body: { locale: 'fr' } })),
    );
    const again = await post('/conversations', { token });
    expect(new Set(started.map(({ body }) => body.conversationId)).size).toBe(1);
    expect(again.status).toBe(200);
    expect(
      texts(await log({ ...again.body, path: `/conversations/${again.body.conversationId}` })),
    ).toHaveLength(1);
    expect(new Set(here.heardIn(again.body).map(({ id }) => id)).size).toBe(1);
  });

  test("hands the page's channel data and the visitor to the bot", async () => {
    const talk = await caller(here.url).begin({ locale: 'fr', channelData: { page: '/nepal' } });
    const heard = here.heardIn(talk);
    expect(heard).toMatchObject([
      {
        type: 'conversationUpdate',
        channelId: 'directline',
        serviceUrl: 'urn:embedded:directline',
        channelData: { page: '/nepal' },
        conversation: { id: talk.conversationId },
        recipient: { id: 'passerelle', role: 'bot' },
      },
    ]);
    expect(heard[0]?.membersAdded).toEqual([{ id: heard[0]?.from.id, name: '' }]);
    expect(heard[0]?.timestamp).toBeInstanceOf(Date);
  });

  test('is needed: what has not begun, or was erased, is 404', async () => {
    const { begin, post, say, log, get } = caller(here.url);
    const { body } = await post('/tokens/generate');
    const erased = await begin();
    await here.store.erase({ conversationId: erased.conversationId }, 'test');
    for (const talk of [erased, { ...body, path: `/conversations/${body.conversationId}` }]) {
      const ended = { status: 404, body: { error: { code: 'ConversationNotFound' } } };
      expect(await say(talk, { text: 'anybody there?' })).toMatchObject(ended);
      expect(await log(talk)).toMatchObject(ended);
      expect(await get(talk.path, talk)).toMatchObject(ended);
    }
  });
});

describe('an activity', () => {
  test('reaches the bot as the token says who and where, not as the client says', async () => {
    const { begin, say } = caller(here.url);
    const talk = await begin();
    await say(talk, {
      text: 'salut',
      locale: 'fr-ca',
      from: { id: 'dl_somebody', role: 'bot', name: 'Eve' },
      recipient: { id: 'other' },
      conversation: { id: 'other' },
      serviceUrl: 'https://evil.example',
      channelId: 'msteams',
      callerId: 'urn:botframework:azure',
      entities: [{ type: 'mention' }],
      suggestedActions: { actions: [] },
      localTimestamp: '2026-11-23T08:00:00-05:00',
      timestamp: '1999-01-01T00:00:00Z',
    });
    const [start, message] = here.heardIn(talk);
    expect(message).toMatchObject({
      text: 'salut',
      locale: 'fr-CA',
      from: { id: start?.from.id, role: 'user', name: '' },
      recipient: { id: 'passerelle' },
      conversation: { id: talk.conversationId },
      serviceUrl: 'urn:embedded:directline',
      channelId: 'directline',
      localTimestamp: new Date('2026-11-23T13:00:00Z'),
    });
    expect(message?.timestamp?.getFullYear()).not.toBe(1999);
    expect(Object.keys(message ?? {})).not.toEqual(expect.arrayContaining(['entities']));
    expect(message).not.toHaveProperty('callerId');
    expect(message).not.toHaveProperty('suggestedActions');
  });

  test('comes back in the log with its clientActivityID, and hides what is ours', async () => {
    const { begin, say, log } = caller(here.url);
    const talk = await begin();
    const { body } = await say(talk, { text: 'salut', channelData: { clientActivityID: 'c-1' } });
    const { activities, watermark } = (await log(talk, '1')).body;
    expect(watermark).toBe('3');
    expect(activities).toMatchObject([
      { id: body.id, text: 'salut', from: { role: 'user' }, channelData: { clientActivityID: 'c-1' } },
      {
        text: 'You said: salut',
        from: { id: 'passerelle', role: 'bot' },
        replyToId: body.id,
        conversation: { id: talk.conversationId },
      },
    ]);
    for (const activity of activities)
      expect(Object.keys(activity)).not.toEqual(expect.arrayContaining(['serviceUrl']));
  });

  test('that is sent again is one turn under one id', async () => {
    const { begin, say, log } = caller(here.url);
    const [talk, other] = [await begin(), await begin()];
    const message = { text: 'salut', channelData: { clientActivityID: 'c-1' } };
    const answers = await Promise.all([say(talk, message), say(talk, message), say(talk, message)]);
    expect(new Set(answers.map(({ status, body }) => `${status} ${body.id}`)).size).toBe(1);
    expect(texts(await log(talk, '1'))).toEqual(['salut', 'You said: salut']);
    expect((await say(other, message)).body.id).not.toBe(answers[0]?.body.id);
  });

  test.each([
    ['typing', { type: 'typing' }],
    ['a reaction', { type: 'messageReaction', reactionsAdded: [{ type: 'like' }] }],
  ])('that is %s is taken politely and starts no turn', async (_name, activity) => {
    const { begin, say } = caller(here.url);
    const talk = await begin();
    expect(await say(talk, activity)).toMatchObject({ status: 200, body: { id: expect.any(String) } });
    expect(here.heardIn(talk)).toHaveLength(1);
  });

  test.each([
    ['event', { type: 'event', name: 'page', value: { path: '/' } }],
    ['endOfConversation', { type: 'endOfConversation' }],
    ['message', { type: 'message', text: '' }],
    ['message', { type: 'message', value: { mandate: 'm1' } }],
    ['message', { type: 'message', text: 'x'.repeat(100_000) }],
  ])('of type %s goes to the bot', async (type, activity) => {
    const { begin, say } = caller(here.url);
    const talk = await begin();
    expect(await say(talk, activity)).toMatchObject({ status: 200 });
    expect(here.heardIn(talk).at(-1)).toMatchObject({ ...activity, type });
  });

  test('keeps of attachments what they are called, not what they hold', async () => {
    const { begin, say } = caller(here.url);
    const file = {
      contentType: 'image/png',
      name: 'cv.png',
      contentUrl: 'data:image/png;base64,AAAA',
      content: {},
    };
    const talk = await begin();
    await say(talk, { attachments: [file] });
    expect(here.heardIn(talk).at(-1)?.attachments).toEqual([{ contentType: 'image/png', name: 'cv.png' }]);
  });

  test('loses what no database can keep', async () => {
    const { begin, say } = caller(here.url);
    const talk = await begin();
    await say(talk, { text: 'a\0b\ud83d', value: { nested: ['c\0'] } });
    expect(here.heardIn(talk).at(-1)).toMatchObject({ text: 'ab\ufffd', value: { nested: ['c'] } });
  });

  test.each([
    ['no object', 'hello'],
    ['a list', []],
    ['nothing', undefined],
    ['no type', { text: 'hi' }],
    ['an unknown type', { type: 'invoke', name: 'x' }],
    ['an arrival', { type: 'conversationUpdate', membersAdded: [] }],
    ['text that is no text', { type: 'message', text: { $gt: '' } }],
    ['an event without a name', { type: 'event' }],
    ['an internal event', { type: 'event', name: 'handoff.status', value: { state: 'accepted' } }],
    ['a value beyond measure', { type: 'message', value: 'x'.repeat(20_000) }],
    ['attachments that are none', { type: 'message', attachments: ['x'] }],
    ['a clientActivityID that is none', { type: 'message', text: 'x', channelData: { clientActivityID: 7 } }],
  ])('that is %s is refused with 400 and a code', async (_name, body) => {
    const { begin, post } = caller(here.url);
    const talk = await begin();
    const sent = { token: talk.token, body: body === undefined ? undefined : JSON.stringify(body) };
    expect(await post(`${talk.path}/activities`, sent)).toMatchObject({
      status: 400,
      body: { error: { code: 'BadArgument', message: expect.any(String) } },
    });
    expect(here.heardIn(talk)).toHaveLength(1);
    expect(here.logged).toEqual([]);
  });

  test('that is a file is refused politely', async () => {
    const { begin } = caller(here.url);
    const talk = await begin();
    const body = new FormData();
    body.append('file', new Blob([new Uint8Array(5_000_000)]), 'cv.pdf');
    const headers = { authorization: `Bearer ${talk.token}` };
    const response = await fetch(`${here.url}/v3/directline${talk.path}/upload?userId=x`, {
      method: 'POST',
      headers,
      body,
    });
    expect(response.status).toBe(415);
    expect(await response.json()).toMatchObject({ error: { code: 'UploadNotSupported' } });
  });
});

test('the log is read by watermark, and what is no watermark is refused', async () => {
  const { begin, say, log } = caller(here.url);
  const talk = await begin();
  for (const text of ['one', 'two']) await say(talk, { text });
  expect(texts(await log(talk, '-'))).toHaveLength(5);
  expect(texts(await log(talk, '3'))).toEqual(['two', 'You said: two']);
  expect((await log(talk, '5')).body).toEqual({ activities: [], watermark: '5' });
  for (const watermark of ['-1', '1e9', 'x', '99999999999999999999'])
    expect((await log(talk, watermark)).status).toBe(400);
});

test('the session id stays the same for a conversation', async () => {
  const { begin, get } = caller(here.url);
  const [one, other] = [await begin(), await begin()];
  const ask = async (token: string) => (await get('/session/getsessionid', { token })).body.sessionId;
  expect(await ask(one.token)).toBe(await ask(one.token));
  expect(await ask(one.token)).not.toBe(await ask(other.token));
});

import { beforeAll, describe, expect, jest, test } from '@jest/globals';
import choices from '../../locales/es/choices.json' with { type: 'json' };
import { CodedError } from '../../src/errors.ts';
import type { ActivityJson } from '../../src/transcripts/turn.ts';
import { type Client, staffClient } from './client.ts';
import { visitorOf } from './seed.ts';
import { serveFile } from './serve-file.ts';

const served = serveFile();

let agent: Client;
let visitor: ReturnType<typeof visitorOf>;
let path: string;
beforeAll(async () => {
  agent = await staffClient(served, 'agent');
  visitor = visitorOf(served, 'es');
  await visitor.say('Quiero hablar con una persona');
  await visitor.say(choices.handoff.decline.title);
  path = `/staff/handoffs/${visitor.conversationId}`;
}, 60_000);

const act = (client: Client, below: string, fields: Record<string, string> = {}) =>
  client.post(`${path}/${below}`, fields, { from: path });

const away = () => new CodedError('STORE_UNAVAILABLE', 'The store is away.', 'Try again.');

const last = async (count: number): Promise<ActivityJson[]> =>
  (await served.store.read(visitor.conversationId)).slice(-count).map(({ activity }) => activity);

test('a request waits in the inbox, with what the visitor needs', async () => {
  const { text } = await agent.get('/staff/handoffs');
  expect(text).toContain(path);
  expect(text).toContain('waiting');
  expect((await agent.get(path)).text).toContain('would like to talk to a person');
});

test('whoever takes it tells the visitor, and the assistant goes quiet', async () => {
  expect((await act(agent, 'take')).location).toBe(path);
  const [status, joined] = await last(2);
  expect(status).toMatchObject({ type: 'event', name: 'handoff.status', value: { state: 'accepted' } });
  expect(joined?.text).toContain('Marie se ha unido');
  expect(await visitor.say('¿Cuánto dura un mandato?')).toEqual([]);
});

test('nobody else can take it or speak in it', async () => {
  const other = await staffClient(served, 'agent', 'other@example.org');
  const taken = await act(other, 'take');
  expect([taken.status, taken.text]).toEqual([
    409,
    expect.stringContaining('Somebody else took this request'),
  ]);
  expect((await act(other, 'reply', { text: 'me too' })).status).toBe(409);
  expect((await act(other, 'close')).status).toBe(409);
});

test('somebody else takes over from whoever has it, and back, and the visitor is told each time', async () => {
  const other = await staffClient(served, 'agent', 'other@example.org');
  expect((await other.get(path)).text).toContain('name="from" value="agent@example.org"');
  expect((await act(other, 'take', { from: 'nobody@example.org' })).status).toBe(409);
  expect((await act(other, 'take', { from: 'agent@example.org' })).status).toBe(303);
  expect((await last(1))[0]?.text).toContain('se ha unido');
  expect((await act(agent, 'reply', { text: 'still me?' })).status).toBe(409);
  expect((await act(agent, 'take', { from: 'other@example.org' })).status).toBe(303);
});

test('a reply reaches the visitor, signed, and stands in the transcript as the team’s', async () => {
  expect((await act(agent, 'reply', { text: '' })).status).toBe(422);
  await act(agent, 'reply', { text: 'Dura de 3 a 12 meses.' });
  const [reply] = await last(1);
  expect(reply).toMatchObject({ type: 'message', text: 'Dura de 3 a 12 meses.\n\n— Marie', locale: 'es' });
  const { text } = await agent.get(path);
  expect(text).toMatch(/class="team"><p class="by">Marie/);
});

test('a ready-made reply goes out in the visitor’s language', async () => {
  await act(agent, 'reply', { canned: 'moment' });
  expect((await last(1))[0]?.text).toContain('Gracias por su paciencia');
});

test('what the store did not take can be given back again: the request stays open', async () => {
  jest.spyOn(served.store, 'commitTurn').mockRejectedValueOnce(away());
  expect((await act(agent, 'close')).status).toBe(503);
  expect((await agent.get('/staff/handoffs')).text).toContain(path);
});

test('given back, the assistant says so and answers again', async () => {
  await act(agent, 'close');
  const [status, back] = await last(2);
  expect(status).toMatchObject({ name: 'handoff.status', value: { state: 'completed' } });
  expect(back?.text).toContain('El asistente retoma');
  const [answer] = await visitor.say('¿Cuánto dura un mandato?');
  expect(answer?.text).toContain('3 meses');
  expect((await agent.get('/staff/handoffs')).text).not.toContain(path);
  expect((await agent.get('/staff/handoffs?state=done')).text).toContain(path);
});

describe('what the store took one half of', () => {
  beforeAll(async () => {
    await visitor.say('Quiero hablar con una persona');
    await visitor.say(choices.handoff.decline.title);
  });

  test('a request that was taken without a word silences the assistant with the first reply', async () => {
    jest.spyOn(served.store, 'commitTurn').mockRejectedValueOnce(away());
    expect((await act(agent, 'take')).status).toBe(503);
    expect((await act(agent, 'reply', { text: 'Buenos días.' })).status).toBe(303);
    expect(await visitor.say('¿Cuánto dura un mandato?')).toEqual([]);
  });

  test('the assistant that speaks again already says so once', async () => {
    jest.spyOn(served.store, 'closeHandoff').mockRejectedValueOnce(away());
    expect((await act(agent, 'close')).status).toBe(503);
    expect((await act(agent, 'close')).status).toBe(303);
    const backs = (await last(6)).filter(({ text }) => text?.includes('El asistente retoma'));
    expect(backs).toHaveLength(1);
    expect((await agent.get('/staff/handoffs')).text).not.toContain(path);
  });
});

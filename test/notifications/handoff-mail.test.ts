import { once } from 'node:events';
import { Writable } from 'node:stream';
import { afterEach, describe, expect, test } from '@jest/globals';
import { pino } from 'pino';
import { LOCALES } from '../../src/locale.ts';
import { type Assistant, startAssistant } from '../conversations/assistant.ts';
import { startMailServer } from './mail-server.ts';

const STAFF = 'equipe@exemple.ca';

const stops: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

/** The assistant with a mail server's address in its settings, and everything that it logs. */
async function start(SMTP_URL: string) {
  const lines: string[] = [];
  const sink = new Writable({
    write(chunk, _encoding, done) {
      lines.push(String(chunk));
      sink.emit('line');
      done();
    },
  });
  /** The whole log, once it says something. */
  async function logOnce(words: string): Promise<string> {
    while (!lines.some((line) => line.includes(words))) await once(sink, 'line');
    return lines.join('');
  }
  const assistant = await startAssistant(
    { SMTP_URL, STAFF_EMAIL: STAFF, PUBLIC_URL: 'https://assistant.exemple.ca/' },
    pino({ level: 'trace' }, sink),
  );
  stops.push(assistant.stop);
  return { assistant, logOnce };
}

async function mailServer(options?: Parameters<typeof startMailServer>[0]) {
  const server = await startMailServer(options);
  stops.push(server.stop);
  return server;
}

/** A visitor who told something of themselves and asked for a person, leaving these words as a way to be reached. */
async function askForPerson(assistant: Assistant, contact: string) {
  const visitor = assistant.meet('en');
  await visitor.arrive();
  await visitor.say('is it safe in Haiti?');
  await visitor.say('I am a permanent resident and I speak English');
  await visitor.say('Talk to a person');
  await visitor.say('yes');
  const replies = await visitor.say(contact);
  return { visitor, said: replies.map(({ text }) => text ?? '').join('\n') };
}

const waitingOf = async ({ store }: Assistant, conversationId: string) =>
  (await store.listHandoffs('waiting')).items.find((item) => item.conversationId === conversationId);

test('a request reaches the team by mail, with what helps to answer and a reply that goes to the visitor', async () => {
  const server = await mailServer();
  const { assistant } = await start(server.url);
  const arriving = server.next();
  await askForPerson(assistant, 'mary.smith@example.ca');
  const { to, mail } = await arriving;
  expect(to).toEqual([STAFF]);
  expect(mail).toMatch(/^Subject: .*anglais/m);
  expect(mail).toMatch(/^Reply-To: mary\.smith@example\.ca/m);
  expect(mail).toContain('https://assistant.exemple.ca/staff');
  expect(mail).toContain('mary.smith@example.ca');
  expect(mail).toContain('safety');
  expect(mail).toContain('permanent resident');
});

test('an address that comes later is sent as well', async () => {
  const server = await mailServer();
  const { assistant } = await start(server.url);
  const first = server.next();
  const { visitor } = await askForPerson(assistant, 'No, answer me here');
  expect((await first).mail).not.toMatch(/^Reply-To/m);
  const second = server.next();
  await visitor.say('you can call me at 514 555 0199');
  expect((await second).mail).toContain('+15145550199');
});

describe('a mail that cannot be sent loses nothing: the request waits, the visitor is told, the log names nobody', () => {
  const quoting = {
    onData(stream: NodeJS.ReadableStream, _session: unknown, done: (error?: Error | null) => void) {
      stream.resume().once('end', () => done(new Error('refused: mary.smith@example.ca is on a list')));
    },
  };
  test.each([
    ['the server refuses the mail and quotes it', async () => (await mailServer(quoting as object)).url],
    ['nobody answers at the address', async () => 'smtp://127.0.0.1:1'],
  ])('%s', async (_name, urlOf) => {
    const { assistant, logOnce } = await start(await urlOf());
    const { visitor, said } = await askForPerson(assistant, 'mary.smith@example.ca');
    expect(said).toContain('passed it on');
    expect(await waitingOf(assistant, visitor.conversationId)).toMatchObject({
      contact: { email: 'mary.smith@example.ca' },
    });
    expect(await logOnce('could not be told')).not.toContain('mary.smith');
  });
});

test('without a mail server, requests wait for the staff pages in every language', async () => {
  const assistant = await startAssistant();
  stops.push(assistant.stop);
  for (const locale of LOCALES) {
    const visitor = assistant.meet(locale);
    await visitor.arrive();
    await visitor.say({ fr: 'Parler à quelqu’un', en: 'Talk to a person', es: 'Hablar con alguien' }[locale]);
    await visitor.say('lea@exemple.ca');
    expect(await waitingOf(assistant, visitor.conversationId)).toMatchObject({
      contact: { email: 'lea@exemple.ca' },
      summary: { locale },
    });
  }
});

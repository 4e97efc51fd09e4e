import { randomUUID } from 'node:crypto';
import { post } from './turn-connection.ts';

/** What visitors say, mixed: questions, chit-chat, statements, a form begun. */
const SAID = [
  'How long does it last?',
  'Combien de temps ça dure ?',
  '¿En qué países trabajan?',
  'Do I need to be an expert?',
  'bonjour',
  'je suis infirmière et je parle français',
  'Find me a mandate in agriculture, 6 months',
  'is it safe?',
  '¿me pagan?',
  'merci beaucoup',
  'what is volunteer cooperation?',
  'quelle est la météo à Montréal ?',
];

/** Sends one message and resolves when it is answered with 200. */
export type Client = () => Promise<void>;

/** A message of a conversation is refused when there were 30 within 15 seconds; nobody types that fast. */
const MESSAGES_PER_CONVERSATION = 25;

let said = 0;
const nextWords = () => SAID[said++ % SAID.length] as string;

/** Talks to `/api/messages` by expectReplies, like a program of Bot Framework. */
export function channelClient(url: string): Client {
  let left = 0;
  let conversation = '';
  return async () => {
    if (left-- === 0) {
      left = MESSAGES_PER_CONVERSATION - 1;
      conversation = randomUUID();
    }
    await post(`${url}/api/messages`, {
      type: 'message',
      id: randomUUID(),
      channelId: 'emulator',
      serviceUrl: 'http://127.0.0.1:9',
      deliveryMode: 'expectReplies',
      conversation: { id: conversation },
      from: { id: 'visitor', name: 'Camille' },
      recipient: { id: 'bot', name: 'Bot' },
      text: nextWords(),
      locale: 'en',
    });
  };
}

export interface Talk {
  conversationId: string;
  token: string;
  left: number;
}

/** Opens conversations on the web channel, each from an address of its own (the server must trust a proxy). */
export async function openTalks(url: string, count: number): Promise<Talk[]> {
  const talks: Talk[] = [];
  for (let index = 0; index < count; index++) {
    const from = { 'x-forwarded-for': `203.0.${(opened >> 8) & 255}.${opened++ & 255}` };
    const granted = JSON.parse(await post(`${url}/v3/directline/tokens/generate`, {}, from));
    const bearer = { authorization: `Bearer ${granted.token}`, ...from };
    await post(`${url}/v3/directline/conversations`, { locale: 'en' }, bearer);
    talks.push({ ...granted, left: MESSAGES_PER_CONVERSATION });
  }
  return talks;
}

let opened = 0;

/** Talks on the web channel: the answer means that the turn is on disk. Takes a talk from the list when its is used up. */
export function webClient(url: string, talks: Talk[]): Client {
  let talk: Talk | undefined;
  return async () => {
    if (!talk || talk.left === 0) talk = talks.pop();
    if (!talk) throw new OutOfTalks();
    talk.left -= 1;
    const path = `${url}/v3/directline/conversations/${talk.conversationId}/activities`;
    await post(path, { type: 'message', text: nextWords() }, { authorization: `Bearer ${talk.token}` });
  };
}

export class OutOfTalks extends Error {}

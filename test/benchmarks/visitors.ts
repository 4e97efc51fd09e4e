import { randomUUID } from 'node:crypto';
import { WebSocket } from 'ws';
import type { Locale } from '../../src/locale.ts';

/** What a visitor says from beginning to end, by language: questions, eligibility by way of statements, a search. */
const SCRIPTS: Record<Locale, string[]> = {
  fr: [
    'Bonjour',
    'Faut-il être spécialiste ?',
    'combien de temps ça dure',
    'je suis citoyenne canadienne',
    'je parle français et un peu anglais',
    'trouvez-moi un mandat en agriculture',
    '6 mois à partir de mars',
    'merci',
  ],
  en: [
    'hello',
    'do I need to be an expert?',
    'which countries do you work in?',
    'I am a permanent resident',
    'English and Spanish, B2',
    'find me a mandate in communications',
    'six to nine months',
    'thanks',
  ],
  es: [
    'hola',
    '¿hace falta ser especialista?',
    '¿cuánto dura?',
    'soy residente permanente',
    'hablo español y francés',
    'busco algo de igualdad de género',
    'de 3 a 6 meses',
    'gracias',
  ],
};

export interface Tally {
  /** Milliseconds until a message was acknowledged, and until its first reply came over the socket. */
  acknowledged: number[];
  replied: number[];
  /** Refusals with Retry-After: the client waits and sends again. */
  busy: number;
  /** Anything else that is not a success, by what it was. */
  errors: Map<string, number>;
  /** Messages that were acknowledged but are not in the log afterwards; messages that are there twice. */
  lost: number;
  doubled: number;
  conversations: number;
}

export const newTally = (): Tally => ({
  acknowledged: [],
  replied: [],
  busy: 0,
  errors: new Map(),
  lost: 0,
  doubled: 0,
  conversations: 0,
});

export interface VisitorOptions {
  url: string;
  locale: Locale;
  /** Milliseconds between a reply and the next message, on average. */
  thinkMs: number;
  until: number;
  /** The first message waits for this moment, so that many come at once. */
  sayFrom?: number;
  tally: Tally;
  /** An address of its own, as a proxy would tell it. */
  address: string;
}

/** A visitor who holds one conversation after the other until the time is up, as the widget would. */
export async function visitor(options: VisitorOptions): Promise<void> {
  while (performance.now() < options.until) {
    try {
      await converse(options);
    } catch (error) {
      count(options.tally, (error as Error).message);
      await pause(1_000);
    }
  }
}

async function converse({
  url,
  locale,
  thinkMs,
  until,
  sayFrom = 0,
  tally,
  address,
}: VisitorOptions): Promise<void> {
  const base = `${url}/v3/directline`;
  const call = async (path: string, token: string, body: unknown, method = 'POST') => {
    for (;;) {
      const response = await fetch(base + path, {
        method,
        headers: {
          'content-type': 'application/json',
          'x-forwarded-for': address,
          ...(token && { authorization: `Bearer ${token}` }),
        },
        ...(method === 'POST' && { body: JSON.stringify(body) }),
      });
      const retryAfter = response.headers.get('retry-after');
      if (retryAfter === null) {
        if (!response.ok) throw new Error(`${response.status}`);
        return response.json();
      }
      tally.busy += 1;
      await response.body?.cancel();
      await pause(Number(retryAfter) * 1000);
    }
  };
  const granted = await call('/tokens/generate', '', {});
  const session = await call('/conversations', granted.token, { locale });
  tally.conversations += 1;
  const path = `/conversations/${session.conversationId}/activities`;
  const stream = await openStream(session.streamUrl, address);
  const taken: string[] = [];
  await pause(Math.max(0, sayFrom - performance.now()));
  try {
    for (const text of SCRIPTS[locale]) {
      await pause(thinkMs * (0.5 + Math.random()));
      if (performance.now() > until) break;
      const clientActivityID = randomUUID();
      const replied = stream.nextReply();
      const started = performance.now();
      await call(path, granted.token, { type: 'message', text, channelData: { clientActivityID } });
      tally.acknowledged.push(performance.now() - started);
      taken.push(clientActivityID);
      if (await replied) tally.replied.push(performance.now() - started);
      else count(tally, 'no reply within 15 s');
    }
  } finally {
    stream.close();
  }
  const log = await call(path, granted.token, undefined, 'GET');
  const kept = (log.activities as { channelData?: { clientActivityID?: string } }[]).map(
    ({ channelData }) => channelData?.clientActivityID,
  );
  for (const id of taken) {
    const times = kept.filter((one) => one === id).length;
    if (times === 0) tally.lost += 1;
    if (times > 1) tally.doubled += 1;
  }
}

const REPLY_MS = 15_000;

async function openStream(url: string, address: string) {
  const socket = new WebSocket(url, { headers: { 'x-forwarded-for': address } });
  let heard: (() => void) | undefined;
  socket.on('message', (data) => {
    const { activities } = JSON.parse(String(data)) as {
      activities: { type: string; from: { role?: string } }[];
    };
    if (activities.some(({ type, from }) => type === 'message' && from.role === 'bot')) heard?.();
  });
  await new Promise((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });
  socket.on('error', () => {});
  return {
    /** True when the bot says something after this call, false when it is silent for long. */
    nextReply: () =>
      new Promise<boolean>((resolve) => {
        const timer = setTimeout(resolve, REPLY_MS, false);
        heard = () => {
          clearTimeout(timer);
          resolve(true);
        };
      }),
    close: () => socket.close(),
  };
}

function count(tally: Tally, error: string): void {
  tally.errors.set(error, (tally.errors.get(error) ?? 0) + 1);
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

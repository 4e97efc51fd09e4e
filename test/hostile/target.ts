import { type Exchange, exchange, request } from './exchange.ts';
import type { Dice } from './nasty.ts';

/** The server under attack, and a conversation of the attacker's own. */
export interface Target {
  url: string;
  conversationId: string;
  token: string;
  streamPath: string;
}

/** An address of its own for each request: otherwise the limits by address would refuse all but the first. */
export const stranger = (dice: Dice): Record<string, string> => ({
  'x-forwarded-for': `203.${dice.below(256)}.${dice.below(256)}.${dice.below(256)}`,
});

export async function openTarget(url: string, dice: Dice): Promise<Target> {
  const from = stranger(dice);
  const post = async (path: string, token?: string) =>
    (
      await fetch(`${url}/v3/directline${path}`, {
        method: 'POST',
        headers: { ...from, ...(token && { authorization: `Bearer ${token}` }) },
      })
    ).json();
  const { token } = await post('/tokens/generate');
  const session = await post('/conversations', token);
  const stream = new URL(session.streamUrl);
  return { url, token, conversationId: session.conversationId, streamPath: stream.pathname + stream.search };
}

/** Sends JSON with the headers that a client would send. */
export const sendJson = (
  target: Target,
  method: string,
  path: string,
  body: string | Buffer,
  headers: Record<string, string> = {},
): Promise<Exchange> =>
  exchange(target.url, request(method, path, { 'content-type': 'application/json', ...headers }, body));

export const bearer = ({ token }: Target): Record<string, string> => ({ authorization: `Bearer ${token}` });

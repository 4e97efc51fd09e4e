import { randomBytes } from 'node:crypto';
import { connect } from 'node:net';
import type { Attack } from './attacks.ts';
import { exchange, request } from './exchange.ts';
import { type Dice, TEXTS } from './nasty.ts';
import { bearer, openTarget, stranger, type Target } from './target.ts';

const handshake = (path: string, dice: Dice, more: Record<string, string> = {}): Buffer =>
  request('GET', path, {
    connection: 'Upgrade',
    upgrade: 'websocket',
    'sec-websocket-version': '13',
    'sec-websocket-key': randomBytes(16).toString('base64'),
    ...stranger(dice),
    ...more,
  });

/** Connections that are opened wrongly, used wrongly, or left hanging. */
export const SOCKET_ATTACKS: Record<string, Attack> = {
  'odd handshake': (target, dice) => {
    const [path] = target.streamPath.split('?');
    const address = dice.pick([
      '/',
      '/staff',
      `${path}`,
      `${path}?t=`,
      `${path}?t=${target.token}`,
      `${target.streamPath}&watermark=${encodeURIComponent(dice.pick(TEXTS).slice(0, 99).toWellFormed())}`,
      target.streamPath.replace(/t=[^&]*/, 't=x.y.z'),
      '//',
      'http://[',
    ]);
    const odd = dice.pick<Record<string, string>>([
      {},
      { origin: 'http://evil.example' },
      { 'sec-websocket-version': '99' },
      { 'sec-websocket-key': 'short' },
      { upgrade: 'h2c' },
      { 'sec-websocket-extensions': 'permessage-deflate; client_max_window_bits=99' },
      { 'sec-websocket-protocol': ',,,' },
    ]);
    return exchange(target.url, handshake(address, dice, odd), { end: true });
  },

  'odd frames': async (target, dice) => {
    // The stream's token lasts a minute only.
    const fresh = await openTarget(target.url, dice);
    const frames = dice.pick([
      randomBytes(200),
      Buffer.from([0x81, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]),
      Buffer.from([0x81, 0x05, 0x68, 0x65, 0x6c, 0x6c, 0x6f]),
      masked(0x81, 'x'.repeat(4_000)),
      masked(0x81, ''),
      masked(0x82, '\0\0\0'),
      masked(0x89, 'ping'),
      masked(0x88, '\x03'),
      masked(0xf1, 'reserved'),
      masked(0x01, 'a part that nothing follows'),
      Buffer.concat(Array.from({ length: 300 }, () => masked(0x89, 'x'))),
    ]);
    const bytes = Buffer.concat([handshake(fresh.streamPath, dice), frames]);
    return exchange(target.url, bytes, dice.pick([{ end: true }, { end: true, pieces: 5 }, { cut: true }]));
  },

  'cut short': (target, dice) => {
    const whole = request(
      'POST',
      `/v3/directline/conversations/${target.conversationId}/activities`,
      { ...bearer(target), 'content-type': 'application/json' },
      JSON.stringify({ type: 'message', text: 'x'.repeat(500) }),
    );
    const part = whole.subarray(0, 1 + dice.below(whole.length - 1));
    return exchange(target.url, part, dice.pick([{ end: true }, { cut: true }]));
  },
};

/** A frame as clients send it. */
function masked(first: number, text: string): Buffer {
  const payload = Buffer.from(text, 'latin1');
  const mask = randomBytes(4);
  const length =
    payload.length < 126 ? [0x80 | payload.length] : [0xfe, payload.length >> 8, payload.length & 255];
  const body = payload.map((byte, index) => byte ^ (mask[index & 3] ?? 0));
  return Buffer.concat([Buffer.from([first, ...length]), mask, body]);
}

/** Connections that send a part of a request and then nothing more, or half-close; gives what ends them. */
export function hangAround(target: Target, count: number, dice: Dice): () => void {
  const { hostname, port } = new URL(target.url);
  const beginnings = [
    'GET',
    'GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ',
    'POST /v3/directline/tokens/generate HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"a":',
    'POST /api/messages HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{"a":',
    '',
  ];
  const sockets = Array.from({ length: count }, () => {
    const socket = connect({ port: Number(port), host: hostname, allowHalfOpen: true });
    socket.on('error', () => {});
    socket.on('data', () => {});
    socket.write(dice.pick(beginnings));
    if (dice.next() < 0.3) socket.end();
    return socket;
  });
  // A byte now and then is what keeps a slow client alive.
  const drip = setInterval(() => {
    for (const socket of sockets) if (socket.writable) socket.write('x');
  }, 500);
  return () => {
    clearInterval(drip);
    for (const socket of sockets) socket.destroy();
  };
}

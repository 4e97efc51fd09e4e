import { connect, type Socket } from 'node:net';

/** What came back for bytes that were written by hand. */
export interface Exchange {
  /** Every status line that was answered; empty when the server only hung up. */
  statuses: number[];
  /** All that came back, heads and bodies. */
  text: string;
}

export interface Delivery {
  /** Bytes go out in so many pieces, each a turn of the event loop after the other. */
  pieces?: number;
  /** Says that nothing more comes, though the request may not be whole. */
  end?: boolean;
  /** Cuts the connection instead of waiting for an answer. */
  cut?: boolean;
}

/** A request that hangs must hold the run up no longer than this. */
const PATIENCE_MS = 3_000;

/** Writes bytes to the server as no proper client would, and waits until it hangs up. */
export function exchange(url: string, bytes: Buffer, delivery: Delivery = {}): Promise<Exchange> {
  const { hostname, port } = new URL(url);
  const { pieces = 1, end = false, cut = false } = delivery;
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    const socket: Socket = connect(Number(port), hostname, async () => {
      const size = Math.max(1, Math.ceil(bytes.length / pieces));
      for (let from = 0; from < bytes.length && !socket.destroyed; from += size) {
        socket.write(bytes.subarray(from, from + size));
        if (pieces > 1) await new Promise(setImmediate);
      }
      if (cut) socket.destroy();
      else if (end) socket.end();
    });
    const patience = setTimeout(() => socket.destroy(), PATIENCE_MS);
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('error', () => {});
    socket.on('close', () => {
      clearTimeout(patience);
      const text = Buffer.concat(chunks).toString('latin1');
      const statuses = Array.from(text.matchAll(/^HTTP\/1\.1 (\d{3})/gm), ([, status]) => Number(status));
      resolve({ statuses, text });
    });
  });
}

/** A request's bytes: the head in Latin-1, as it travels, then the body as it is. */
export function request(
  method: string,
  path: string,
  headers: Record<string, string>,
  body: string | Buffer = '',
): Buffer {
  const bytes = Buffer.from(body);
  const all = {
    host: '127.0.0.1',
    connection: 'close',
    ...(bytes.length > 0 && { 'content-length': String(bytes.length) }),
    ...headers,
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
  return Buffer.concat([
    Buffer.from(`${[`${method} ${path} HTTP/1.1`, ...lines, '', ''].join('\r\n')}`, 'latin1'),
    bytes,
  ]);
}

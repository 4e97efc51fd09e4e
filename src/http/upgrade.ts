import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Logger } from '../log.ts';
import { HttpError } from './http-error.ts';

/** Takes a WebSocket handshake over, or throws an `HttpError` while the socket is still untouched. */
export type Upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => Promise<void>;

/** The `upgrade` event bypasses restify: refusals are written to the bare socket. */
export function onUpgrade(upgrade: Upgrade, logger: Logger) {
  return (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    const gone = () => socket.destroy();
    socket.on('error', gone);
    upgrade(request, socket, head).then(
      () => socket.off('error', gone),
      (error: unknown) => {
        if (!(error instanceof HttpError)) logger.error({ err: error }, 'a WebSocket handshake failed');
        refuse(
          socket,
          error instanceof HttpError
            ? error
            : new HttpError(500, 'Internal', 'Something went wrong on our side.'),
        );
      },
    );
  };
}

function refuse(socket: Duplex, { status, code, message, headers }: HttpError): void {
  const body = JSON.stringify({ error: { code, message } });
  const lines = Object.entries({
    ...headers,
    connection: 'close',
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  }).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${status} ${code}\r\n${lines.join('')}\r\n${body}`, () => socket.destroy());
}

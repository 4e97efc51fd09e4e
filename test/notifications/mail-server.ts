import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

export interface Received {
  from: string;
  to: string[];
  /** Headers and text, with what was encoded for the way read back. */
  mail: string;
}

/** A real SMTP server on a free port of this machine, that keeps what it gets. `options` make it a difficult one. */
export async function startMailServer(options: SMTPServerOptions = {}) {
  const waiting: ((received: Received) => void)[] = [];
  const kept: Received[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, { envelope }, done) {
      text(stream).then((raw) => {
        const from = envelope.mailFrom ? envelope.mailFrom.address : '';
        const received = { from, to: envelope.rcptTo.map(({ address }) => address), mail: decode(raw) };
        kept.push(received);
        waiting.shift()?.(received);
        done();
      }, done);
    },
    ...options,
  });
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  return {
    url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`,
    kept,
    /** The next mail that comes in. */
    next: () => new Promise<Received>((resolve) => waiting.push(resolve)),
    stop: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}

/** Quoted-printable, and the encoded words of a subject. */
function decode(raw: string): string {
  const bytes = (encoded: string) =>
    encoded.replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  const utf8 = (encoded: string) => Buffer.from(bytes(encoded), 'latin1').toString('utf8');
  const words = raw.replace(/=\?UTF-8\?Q\?(.*?)\?=(\r\n )?/g, (_, word: string) =>
    utf8(word.replaceAll('_', ' ')),
  );
  const [headers = '', ...body] = words.split('\r\n\r\n');
  return `${headers}\n\n${utf8(body.join('\n\n').replace(/=\r\n/g, ''))}`;
}

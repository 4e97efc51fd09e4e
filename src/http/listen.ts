import { once } from 'node:events';
import type { Server } from 'node:http';
import { CodedError } from '../errors.ts';

/**
 * Opens the port.
 * @throws {CodedError} `LISTEN`: one line that says why not and what to do.
 */
export async function listen(server: Server, { host, port }: { host: string; port: number }): Promise<void> {
  server.listen(port, host);
  try {
    await once(server, 'listening');
  } catch (cause) {
    throw explain(cause, host, port);
  }
}

function explain(cause: unknown, host: string, port: number): CodedError {
  switch ((cause as NodeJS.ErrnoException).code) {
    case 'EADDRINUSE':
      return new CodedError(
        'LISTEN',
        `Port ${port} of ${host} is taken.`,
        'Stop the other program, or set PORT to a free port.',
        { cause },
      );
    case 'EACCES':
      return new CodedError(
        'LISTEN',
        `Port ${port} may not be opened by this user.`,
        'Set PORT to a port above 1023.',
        { cause },
      );
    default:
      return new CodedError(
        'LISTEN',
        `The server cannot listen on ${host}, port ${port}.`,
        'Set HOST to an address of this machine, for example localhost or 0.0.0.0.',
        { cause },
      );
  }
}

import type { Server } from 'restify';

/** Opens a free port of this machine and prints its address as the assistant's log does. */
export function announce(server: Server): void {
  server.listen(0, '127.0.0.1', () => {
    process.stdout.write(`${JSON.stringify({ address: `http://127.0.0.1:${server.address().port}` })}\n`);
  });
}

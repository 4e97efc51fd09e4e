import { once } from 'node:events';
import type { Server } from 'node:http';

interface Ending {
  idle?: () => Promise<void>;
  close?: () => void;
  withinMs: number;
}

/**
 * The graceful stop: nothing more is accepted, the turns in hand finish and their answers go out, then the
 * sockets are closed. Whatever still hangs after `withinMs` is cut.
 */
export async function stop(server: Server, { idle, close, withinMs }: Ending): Promise<void> {
  if (!server.listening) return;
  const closed = once(server, 'close');
  server.close();
  const deadline = sleep(withinMs);
  await Promise.race([idle?.(), deadline.over]);
  close?.();
  // A connection whose answer has gone out is kept alive by its client; it counts as open until it is closed.
  const sweep = setInterval(() => server.closeIdleConnections(), SWEEP_MS);
  await Promise.race([closed, deadline.over]);
  clearInterval(sweep);
  deadline.cancel();
  server.closeAllConnections();
  await closed;
}

const SWEEP_MS = 50;

function sleep(ms: number) {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  return { over, cancel: () => clearTimeout(timer) };
}

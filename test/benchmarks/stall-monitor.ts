import { isMainThread } from 'node:worker_threads';
import { watchLoop } from './loop-watch.ts';

/**
 * Loaded into a server with `--import`: how long its event loop stood still. SIGUSR2 begins anew; the figures are
 * printed when the process ends.
 */
if (isMainThread) {
  const loop = watchLoop();
  process.on('SIGUSR2', loop.reset);
  process.on('exit', () => process.stdout.write(`${JSON.stringify({ stall: loop.longest() })}\n`));
}

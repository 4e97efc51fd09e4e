import { isMainThread } from 'node:worker_threads';

/**
 * Loaded into a server with `--import`: how long its event loop stood still. On a machine that others use too, a
 * loop also waits for a processor; the time that its own thread worked meanwhile tells the two apart. SIGUSR2 begins
 * anew; the figures are printed when the process ends.
 */
const TICK_MS = 5;

function watch(): void {
  let longest = { stallMs: 0, ownMs: 0 };
  let before = { at: performance.now(), cpu: process.threadCpuUsage() };
  const timer = setInterval(() => {
    const at = performance.now();
    const cpu = process.threadCpuUsage();
    const ownMs = (cpu.user + cpu.system - before.cpu.user - before.cpu.system) / 1000;
    longest = {
      stallMs: Math.max(longest.stallMs, at - before.at - TICK_MS),
      ownMs: Math.max(longest.ownMs, ownMs),
    };
    before = { at, cpu };
  }, TICK_MS);
  timer.unref();
  process.on('SIGUSR2', () => {
    longest = { stallMs: 0, ownMs: 0 };
    before = { at: performance.now(), cpu: process.threadCpuUsage() };
  });
  process.on('exit', () => process.stdout.write(`${JSON.stringify({ stall: longest })}\n`));
}

if (isMainThread) watch();

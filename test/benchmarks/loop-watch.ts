/** How often the event loop is looked at, in milliseconds. */
const TICK_MS = 5;

/** The longest that an event loop stood still, and the longest that its own thread worked between two looks. */
export interface Stall {
  stallMs: number;
  ownMs: number;
}

export interface LoopWatch {
  longest(): Stall;
  /** Forgets the stalls so far. */
  reset(): void;
  stop(): void;
}

/**
 * Watches the event loop of this thread. On a machine that others use too, a loop also waits for a processor; the
 * time that its own thread worked meanwhile tells the two apart.
 */
export function watchLoop(): LoopWatch {
  let longest: Stall = { stallMs: 0, ownMs: 0 };
  let before = { at: performance.now(), own: ownMilliseconds() };
  const look = (): void => {
    const now = { at: performance.now(), own: ownMilliseconds() };
    longest = {
      stallMs: Math.max(longest.stallMs, now.at - before.at - TICK_MS),
      ownMs: Math.max(longest.ownMs, now.own - before.own),
    };
    before = now;
  };
  const timer = setInterval(look, TICK_MS);
  timer.unref();
  return {
    longest: () => longest,
    reset() {
      longest = { stallMs: 0, ownMs: 0 };
      before = { at: performance.now(), own: ownMilliseconds() };
    },
    stop: () => clearInterval(timer),
  };
}

/** How long this thread has had a processor, in milliseconds. */
export function ownMilliseconds(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

import { createAccess } from './access.ts';
import { createCalls, isOver, type Refusal } from './calls.ts';
import type { Activity, Status, Talk, TalkOptions } from './talk.ts';
import { createUnsentQueue } from './unsent.ts';

const PING_MS = 20_000;
const POLL_MS = 2_000;
const LONGEST_WAIT_MS = 15_000;
/** Sockets that never opened, in a row, after which a proxy is taken to block them and the log is polled. */
const BLOCKED = 2;

/** A Direct Line 3.0 client: fetch and WebSocket only, so that pages, the terminal and load tests share it. */
export function openTalk(options: TalkOptions): Talk {
  const call = createCalls(options.server);
  let access = createAccess(call, options, options.saved, save);
  let watermark = options.saved?.watermark ?? '';
  let status: Status | undefined;
  let socket: WebSocket | undefined;
  /** Tells the present connection from one that `close`, `restart` or `wake` has given up. */
  let era = 0;
  let failures = 0;
  let neverOpened = 0;
  let lastTick = Date.now();
  let reconnection: ReturnType<typeof setTimeout> | undefined;
  const ticking = setInterval(() => {
    lastTick = Date.now();
    // Browsers notice a dead connection only when something is sent.
    if (socket?.readyState === 1) socket.send('');
  }, PING_MS);
  const unsent = createUnsentQueue({
    ...options,
    saved: options.saved?.unsent,
    post: (activity) => access.ask('POST', '/activities', activity),
    isOnline: () => status === 'online',
    onOver: () => become('ended'),
    changed: save,
  });

  function save(): void {
    options.onSave?.({ ...access.kept(), watermark, unsent: unsent.items() });
  }

  function become(now: Status): void {
    if (status === now) return;
    status = now;
    options.onStatus?.(now);
  }

  async function connect(): Promise<void> {
    era += 1;
    const mine = era;
    clearTimeout(reconnection);
    socket?.close();
    socket = undefined;
    if (status !== 'offline') become('connecting');
    try {
      const streamUrl = await access.open(watermark);
      if (mine !== era) return;
      if (neverOpened < BLOCKED) listen(streamUrl, mine);
      else await poll(mine);
    } catch (error) {
      stumble(error as Refusal, mine);
    }
  }

  function listen(url: string, mine: number): void {
    const stream = new WebSocket(url);
    socket = stream;
    neverOpened += 1;
    stream.onopen = () => {
      neverOpened = 0;
      if (mine === era) connected();
    };
    stream.onmessage = ({ data }) => {
      if (data && mine === era) take(JSON.parse(data));
    };
    stream.onclose = () => {
      if (mine === era) retry();
    };
  }

  async function poll(mine: number): Promise<void> {
    try {
      const set = await access.ask<{ activities: Activity[] }>('GET', `/activities?watermark=${watermark}`);
      if (mine !== era) return;
      take(set);
      connected();
      reconnection = setTimeout(poll, POLL_MS, mine);
    } catch (error) {
      stumble(error as Refusal, mine);
    }
  }

  function connected(): void {
    failures = 0;
    become('online');
    void unsent.flush();
  }

  function take(set: { activities: Activity[]; watermark?: string }): void {
    // Positions count from one again after an erasure.
    if (Number(set.watermark) < Number(watermark)) options.onErased?.();
    watermark = set.watermark ?? watermark;
    for (const activity of set.activities) options.onActivity(activity);
    // Typing comes without a watermark and changes nothing.
    if (set.watermark) save();
  }

  function stumble(refusal: Refusal, mine: number): void {
    if (mine !== era) return;
    if (isOver(refusal)) become('ended');
    else retry(refusal.retryAfter);
  }

  function retry(seconds = 0): void {
    become('offline');
    const wait = Math.min(LONGEST_WAIT_MS, 500 * 2 ** failures) * (0.5 + Math.random() / 2);
    failures += 1;
    reconnection = setTimeout(connect, Math.max(wait, seconds * 1000));
  }

  void connect();

  return {
    send: unsent.add,
    wake() {
      const slept = Date.now() - lastTick > 2 * PING_MS;
      if (status === 'ended' || (status === 'online' && !slept)) return;
      lastTick = Date.now();
      failures = 0;
      void connect();
    },
    lose() {
      if (status === 'ended') return;
      era += 1;
      socket?.close();
      clearTimeout(reconnection);
      retry();
    },
    restart() {
      access.close();
      access = createAccess(call, options, undefined, save);
      watermark = '';
      void connect();
    },
    close() {
      era += 1;
      status = 'ended';
      clearTimeout(reconnection);
      clearInterval(ticking);
      access.close();
      unsent.close();
      socket?.close();
    },
  };
}

import type { Browser, Page } from 'playwright-core';
import { launchChromium } from '../browser/chromium.ts';
import { type Served, type Site, serve, serveSite } from '../browser/served.ts';
import type { BenchOptions } from './bench.ts';
import { ours, serveScript, theirs } from './chat-pages.ts';
import { quantile } from './figures.ts';

/** Milliseconds: until the last message stands on the screen, and between frames while one reads back and forth. */
interface ScrollRow {
  client: string;
  shown?: number;
  p50?: number;
  p95?: number;
  worst?: number;
  late?: number;
}

export interface ScrollTable {
  title: string;
  columns: (keyof ScrollRow)[];
  rows: ScrollRow[];
  findings: string[];
}

const MESSAGES = 1_000;
/** A client that has not shown them by then has no figures. */
const SHOWN_WITHIN_MS = 100_000;
const FRAMES = 240;
/** A frame later than this is seen as a jolt; at most this share of them may be. */
const LATE_MS = 50;
const BAR_LATE = 0.05;

/** How smoothly a conversation of a thousand messages scrolls, with our widget and with Microsoft's Web Chat. */
export async function scroll({ onProgress = () => undefined }: BenchOptions = {}): Promise<ScrollTable> {
  const webchat = process.env.WEBCHAT_JS;
  const site = await serveSite();
  const [browser, served, library] = await Promise.all([
    launchChromium(),
    serve({ allowedOrigins: [site.url] }),
    webchat ? serveScript(webchat) : undefined,
  ]);
  const rows: ScrollRow[] = [];
  for (const [client, body] of [
    ['Passerelle', ours(served)],
    ...(library ? [['Web Chat', theirs(served, library.url, true)]] : []),
  ] as const) {
    onProgress(`scroll: ${client}`);
    rows.push(await measure(client, browser, site, served, body));
  }
  await browser.close();
  await Promise.all([site.stop(), served.stop(), library?.stop()]);
  const late = rows[0]?.late ?? 1;
  return {
    title: `${MESSAGES} messages arrive and are scrolled, ms; late: share of frames over ${LATE_MS} ms`,
    columns: ['client', 'shown', 'p50', 'p95', 'worst', 'late'],
    rows,
    findings: late > BAR_LATE ? [`${(100 * late).toFixed(1)} % of the frames were late.`] : [],
  };
}

async function measure(
  client: string,
  browser: Browser,
  site: Site,
  served: Served,
  body: string,
): Promise<ScrollRow> {
  site.show(body);
  const context = await browser.newContext({ locale: 'fr-CA' });
  const page = await context.newPage();
  await page.goto(site.url, { waitUntil: 'networkidle' });
  await page.locator('button').first().click();
  await page.getByText('Par où commencer ?', { exact: true }).waitFor();
  const begin = performance.now();
  await served.talkFor(await conversationOf(page), MESSAGES);
  try {
    const last = page.getByText(`Message ${MESSAGES - 1},`).first();
    await last.waitFor({ timeout: SHOWN_WITHIN_MS });
  } catch {
    await context.close();
    return { client };
  }
  const shown = performance.now() - begin;
  const taken = (await scrollThrough(page)).sort((a, b) => a - b);
  await context.close();
  return {
    client,
    shown: Math.round(shown),
    p50: quantile(taken, 0.5),
    p95: quantile(taken, 0.95),
    worst: taken.at(-1) ?? Number.NaN,
    late: taken.filter((ms) => ms > LATE_MS).length / taken.length,
  };
}

const conversationOf = (page: Page): Promise<string> =>
  page.evaluate(
    () =>
      (window as unknown as { directLine?: { conversationId: string } }).directLine?.conversationId ??
      JSON.parse(localStorage['passerelle-chat']).conversationId,
  );

/** Up by a notch of the wheel a frame, then down again; gives the time of each frame. */
const scrollThrough = (page: Page): Promise<number[]> =>
  page.evaluate(async (frames) => {
    const everywhere = [document, document.querySelector('passerelle-chat')?.shadowRoot ?? document];
    const view = everywhere
      .flatMap((root) => [...root.querySelectorAll<HTMLElement>('div')])
      .filter(({ scrollHeight, clientHeight }) => clientHeight > 100 && scrollHeight > 10 * clientHeight)
      .at(-1);
    if (!view) throw new Error('Nothing can be scrolled.');
    const taken: number[] = [];
    let last = performance.now();
    for (let frame = 0; frame < frames; frame++) {
      view.scrollBy({ top: frame < frames / 2 ? -300 : 300, behavior: 'instant' });
      await new Promise(requestAnimationFrame);
      taken.push(performance.now() - last);
      last = performance.now();
    }
    return taken;
  }, FRAMES);

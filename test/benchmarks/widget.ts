import type { Browser, CDPSession } from 'playwright-core';
import { launchChromium } from '../browser/chromium.ts';
import { type Site, serve, serveSite } from '../browser/served.ts';
import { ours, serveScript, theirs } from './chat-pages.ts';

export interface WidgetOptions {
  /** Openings of each client on each network, the clients taking turns; each in a browser with empty caches. */
  rounds?: number;
  /** A `webchat.js` of botframework-webchat, which is too large to be a dependency; by default what WEBCHAT_JS names. */
  webchat?: string;
  quick?: boolean;
  onProgress?: (line: string) => void;
}

/** Milliseconds from the press of the button until the welcome stands on the screen; kibibytes sent until then. */
export interface WidgetRow {
  network: string;
  client: string;
  p50: number | undefined;
  worst: number | undefined;
  kib: number | undefined;
}

export interface WidgetTable {
  title: string;
  columns: (keyof WidgetRow)[];
  rows: WidgetRow[];
  findings: string[];
}

const NETWORKS = {
  'this machine': undefined,
  '4G (9 Mbit/s, 60 ms)': {
    latency: 60,
    downloadThroughput: 1_125_000,
    uploadThroughput: 375_000,
    offline: false,
  },
} as const;

/** A press may take so long, and the other client at least so many times longer. */
const BAR_MS = 200;
const BAR_TIMES = 5;

/** How long a visitor waits for the welcome, with our widget and with Microsoft's Web Chat on the same server. */
export async function widget({
  rounds,
  quick = false,
  webchat = process.env.WEBCHAT_JS,
  onProgress = () => undefined,
}: WidgetOptions = {}): Promise<WidgetTable> {
  const site = await serveSite();
  const [browser, served, library] = await Promise.all([
    launchChromium(),
    serve({ allowedOrigins: [site.url] }),
    webchat ? serveScript(webchat) : undefined,
  ]);
  const pages = {
    passerelle: ours(served),
    ...(library && {
      'Web Chat, loaded on opening': theirs(served, library.url, false),
      'Web Chat, loaded with the page': theirs(served, library.url, true),
    }),
  };
  const rows: WidgetRow[] = [];
  for (const [network, conditions] of Object.entries(NETWORKS)) {
    const taken = new Map(Object.keys(pages).map((client) => [client, [] as Opening[]]));
    for (let round = 0; round < (rounds ?? (quick ? 3 : 9)); round++) {
      onProgress(`widget: ${network}, round ${round + 1}`);
      for (const [client, body] of Object.entries(pages))
        taken.get(client)?.push(await open(browser, site, body, conditions));
    }
    for (const [client, openings] of taken) rows.push(rowOf(network, client, openings));
    if (!library)
      rows.push({
        network,
        client: 'Web Chat: set WEBCHAT_JS to a webchat.js',
        p50: undefined,
        worst: undefined,
        kib: undefined,
      });
  }
  await browser.close();
  await Promise.all([site.stop(), served.stop(), library?.stop()]);
  return {
    title: 'From the press of the button to the welcome, ms',
    columns: ['network', 'client', 'p50', 'worst', 'kib'],
    rows,
    findings: findings(rows),
  };
}

function findings(rows: WidgetRow[]): string[] {
  const [first, ...others] = rows.filter(({ network }) => network === 'this machine');
  const own = first?.p50 ?? Number.POSITIVE_INFINITY;
  const lazy = others.find(({ client }) => client.includes('on opening'))?.p50;
  return [
    ...(own > BAR_MS ? [`The welcome took ${Math.round(own)} ms; the bar is ${BAR_MS}.`] : []),
    ...(lazy !== undefined && lazy < BAR_TIMES * own
      ? [`Web Chat took only ${(lazy / own).toFixed(1)} times as long; the bar is ${BAR_TIMES}.`]
      : []),
  ];
}

interface Opening {
  ms: number;
  bytes: number;
}

/** Presses the button of a fresh page and waits for the words of the welcome. */
async function open(
  browser: Browser,
  site: Site,
  body: string,
  conditions: (typeof NETWORKS)[keyof typeof NETWORKS],
): Promise<Opening> {
  site.show(body);
  const context = await browser.newContext({ locale: 'fr-CA' });
  const page = await context.newPage();
  const network = await context.newCDPSession(page);
  const sent = countBytes(network);
  await network.send('Network.enable');
  if (conditions) await network.send('Network.emulateNetworkConditions', conditions);
  await page.goto(site.url, { waitUntil: 'networkidle' });
  const ms = await page.evaluate(async () => {
    const chat = document.querySelector('passerelle-chat')?.shadowRoot;
    const button = chat?.querySelector<HTMLElement>('.bubble') ?? document.querySelector('button');
    const seen = () => (chat?.querySelector('.message') ?? document.body).textContent?.includes('Bonjour');
    const begin = performance.now();
    button?.click();
    while (!seen() && performance.now() - begin < 30_000) await new Promise(requestAnimationFrame);
    return performance.now() - begin;
  });
  await context.close();
  return { ms, bytes: sent.bytes };
}

function countBytes(session: CDPSession): { bytes: number } {
  const sent = { bytes: 0 };
  session.on('Network.loadingFinished', ({ encodedDataLength }) => {
    sent.bytes += encodedDataLength;
  });
  return sent;
}

function rowOf(network: string, client: string, openings: Opening[]): WidgetRow {
  const times = openings.map(({ ms }) => ms).sort((a, b) => a - b);
  return {
    network,
    client,
    p50: Math.round(times[Math.floor(times.length / 2)] ?? 0),
    worst: Math.round(times.at(-1) ?? 0),
    kib: Math.round((openings[0]?.bytes ?? 0) / 1024),
  };
}

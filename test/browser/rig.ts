import { afterAll, afterEach, beforeAll } from '@jest/globals';
import type { Browser, BrowserContext, BrowserContextOptions } from 'playwright-core';
import { launchChromium } from './chromium.ts';
import { type Served, type Site, serve, serveSite } from './served.ts';
import { arrive, type Visitor } from './visitor.ts';

interface Wishes extends BrowserContextOptions {
  /** Attributes of the script element: `data-title="…"`. */
  attributes?: string;
  /** The site's own content policy; SERVER stands for the widget's server. */
  policy?: string;
  /** More of the site's page. */
  body?: string;
  lang?: string;
  /** Another address than the site's. */
  url?: string;
}

/** One browser, one server, and one web site that shows the widget, for all tests of a file. */
export interface Rig {
  browser: Browser;
  served: Served;
  site: Site;
  /** A new visitor, with storage of their own, comes to the site. */
  visit(wishes?: Wishes): Promise<Visitor>;
}

export function rig(): Rig {
  const shared = {} as Rig;
  const contexts: BrowserContext[] = [];

  beforeAll(async () => {
    const site = await serveSite();
    const [browser, served] = await Promise.all([launchChromium(), serve({ allowedOrigins: [site.url] })]);
    Object.assign(shared, { site, browser, served, visit });
  }, 60_000);

  async function visit({ attributes = '', policy, body = '', lang, url, ...options }: Wishes = {}) {
    const { site, served, browser } = shared;
    site.show(
      `<script src="${served.url}/widget.js" defer ${attributes}></script>${body}`,
      policy?.replaceAll('SERVER', served.url),
      lang,
    );
    const context = await browser.newContext({
      locale: 'fr-CA',
      viewport: { width: 1280, height: 800 },
      reducedMotion: 'reduce',
      ...options,
    });
    contexts.push(context);
    return arrive(context, url ?? site.url);
  }

  afterEach(async () => {
    for (const context of contexts.splice(0)) await context.close();
  });

  afterAll(async () => {
    await shared.browser.close();
    await Promise.all([shared.site.stop(), shared.served.stop()]);
  });

  return shared;
}

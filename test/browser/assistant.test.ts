import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { pino } from 'pino';
import type { Browser, BrowserContext, BrowserContextOptions } from 'playwright-core';
import { type App, createApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { CACHE_DIR } from '../conversations/assistant.ts';
import { violations } from './axe.ts';
import { launchChromium } from './chromium.ts';
import { choice, panel, texts } from './texts.ts';
import { arrive, type Visitor } from './visitor.ts';

const dataDir = mkdtempSync(path.join(tmpdir(), 'passerelle-app-'));
let app: App;
let url: string;
let browser: Browser;
const contexts: BrowserContext[] = [];

/** The whole assistant as it is started, and a browser. The understanding is trained once for all tests. */
beforeAll(async () => {
  const env = { DATA_DIR: dataDir, CACHE_DIR, NODE_ENV: 'test', HOST: '127.0.0.1', PORT: '0' };
  app = await createApp(readConfig(env), pino({ level: 'silent' }));
  [url, browser] = await Promise.all([app.start(), launchChromium()]);
}, 120_000);

afterEach(async () => {
  for (const context of contexts.splice(0)) await context.close();
});

afterAll(async () => {
  await browser.close();
  await app.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

async function visit(address: string, options: BrowserContextOptions = {}): Promise<Visitor> {
  const context = await browser.newContext({ locale: 'fr-CA', reducedMotion: 'reduce', ...options });
  contexts.push(context);
  const visitor = await arrive(context, url + address);
  await visitor.page.locator('.message').first().waitFor();
  return visitor;
}

/** Presses a suggested reply and waits for the answer. */
async function press({ page }: Visitor, name: string | RegExp): Promise<void> {
  const answers = page.locator('.lines:not(.waiting) > .message:not(.own)');
  const before = await answers.count();
  await page.getByRole('button', { name, exact: true }).last().click();
  await answers.nth(before).waitFor();
}

test('from the welcome over the verdict to mandates, by buttons alone, and axe-core finds nothing', async () => {
  const visitor = await visit('/', { viewport: { width: 1000, height: 2_400 } });
  const { page } = visitor;
  for (const answer of [
    'topic/eligibility',
    'residency/citizen',
    'languages/fr-en',
    'availability/6-12',
    'domain/agriculture',
  ])
    await press(visitor, choice(answer));
  expect(await page.getByRole('rowheader').count()).toBe(4);
  await press(visitor, choice('topic/find-mandate'));
  await press(visitor, choice('departure/now'));
  await press(visitor, choice('country/any'));
  expect(await page.locator('.carousel .card').count()).toBe(3);
  expect(await violations(page)).toEqual([]);
  await press(visitor, choice('mandates/why-2'));
  expect((await visitor.log()).at(-1)).toMatch(/«.*»/);
  expect(visitor.complaints).toEqual([]);
});

test.each([
  ['es-MX', 'es'],
  ['en-CA', 'en'],
] as const)('a browser in %s is greeted in its language', async (tag, locale) => {
  const { page } = await visit('/', { locale: tag });
  expect(await page.getByRole('button', { name: choice('topic/eligibility', locale) }).isVisible()).toBe(
    true,
  );
  expect(await page.getByPlaceholder(texts[locale].panel.placeholder).isVisible()).toBe(true);
});

test('the header switches the language of bot and panel', async () => {
  const visitor = await visit('/?locale=fr');
  await visitor.page.getByRole('button', { name: panel.language }).click();
  await press(visitor, 'Español');
  expect(await visitor.page.getByPlaceholder(texts.es.panel.placeholder).isVisible()).toBe(true);
  expect(
    await visitor.page.getByRole('button', { name: choice('topic/find-mandate', 'es') }).isVisible(),
  ).toBe(true);
});

test('"delete my data" empties the log after a yes', async () => {
  const visitor = await visit('/?locale=fr');
  await visitor.say('Est-ce que je peux partir à la retraite ?');
  await visitor.sees('Ce qui compte');
  await visitor.page.getByRole('button', { name: panel.more }).click();
  await press(visitor, choice('privacy/erase'));
  await visitor.page.getByRole('button', { name: choice('privacy/confirm-erase') }).click();
  await visitor.page.getByRole('button', { name: choice('topic/restart') }).waitFor();
  expect(await visitor.log()).toHaveLength(1);
});

test('a shared link brings its answers along', async () => {
  const visitor = await visit('/?locale=fr');
  await visitor.say('Je suis citoyenne canadienne, je parle français, je peux partir 6 mois');
  await visitor.page.locator('.message:not(.own)').nth(1).waitFor();
  await visitor.say(choice('topic/summary'));
  const link = visitor.page.locator('.words a[href*="profile="]');
  await link.waitFor();
  const { search } = new URL(String(await link.getAttribute('href')));
  const other = await visit(`/${search}`);
  await other.sees('citoyenneté canadienne · français · 6 mois');
  // Opened again it goes on; opened in a browser that has a conversation it is another one.
  await other.page.reload();
  await other.sees('citoyenneté canadienne · français · 6 mois');
  expect(await other.log()).toHaveLength(2);
  await visitor.page.goto(`${url}/${search}`);
  await visitor.sees('citoyenneté canadienne · français · 6 mois');
  expect(await visitor.log()).toHaveLength(2);
});

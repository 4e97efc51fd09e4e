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
    'Vérifier mon admissibilité',
    'Citoyenneté canadienne',
    'Français et anglais',
    'De 6 mois à 1 an',
    'Agriculture',
  ])
    await press(visitor, answer);
  expect(await page.getByRole('rowheader').allInnerTexts()).toEqual([
    'Statut au Canada',
    'Langue',
    'Durée',
    'Expertise',
  ]);
  await press(visitor, 'Trouver un mandat');
  await press(visitor, 'Dès que possible');
  await press(visitor, 'Tous les pays');
  expect(await page.locator('.carousel .card').count()).toBe(3);
  expect(await violations(page)).toEqual([]);
  await press(visitor, 'Pourquoi le n° 2 ?');
  expect((await visitor.log()).at(-1)).toContain('Pourquoi «');
  expect(visitor.complaints).toEqual([]);
});

test.each([
  ['es-MX', 'Español', 'Ver si cumplo', 'Escriba su pregunta'],
  ['en-CA', 'English', 'Check my eligibility', 'Type your question'],
])('a browser in %s is greeted in its language', async (locale, _name, button, placeholder) => {
  const { page } = await visit('/', { locale });
  expect(await page.getByRole('button', { name: button }).isVisible()).toBe(true);
  expect(await page.getByPlaceholder(placeholder).isVisible()).toBe(true);
});

test('the header switches the language of bot and panel', async () => {
  const visitor = await visit('/?locale=fr');
  await visitor.page.getByRole('button', { name: 'Langue' }).click();
  await press(visitor, 'Español');
  expect(await visitor.page.getByPlaceholder('Escriba su pregunta').isVisible()).toBe(true);
  expect(await visitor.page.getByRole('button', { name: 'Buscar un mandato' }).isVisible()).toBe(true);
});

test('"delete my data" empties the log after a yes', async () => {
  const visitor = await visit('/?locale=fr');
  await visitor.say('Est-ce que je peux partir à la retraite ?');
  await visitor.sees('possible à la retraite');
  await visitor.page.getByRole('button', { name: 'Autres actions' }).click();
  await press(visitor, 'Effacer mes données');
  await visitor.page.getByRole('button', { name: 'Oui, tout effacer' }).click();
  await visitor.sees('C’est fait');
  expect(await visitor.log()).toHaveLength(1);
});

test('a shared link brings its answers along', async () => {
  const visitor = await visit('/?locale=fr');
  await visitor.say('Je suis citoyenne canadienne, je parle français, je peux partir 6 mois');
  await visitor.page.locator('.message:not(.own)').nth(1).waitFor();
  await visitor.say('Résumer mon profil');
  const link = visitor.page.locator('.words a[href*="profile="]');
  await link.waitFor();
  const { search } = new URL(String(await link.getAttribute('href')));
  const other = await visit(`/${search}`);
  await other.sees('C’est noté : citoyenneté canadienne · français · 6 mois.');
  // Opened again it goes on; opened in a browser that has a conversation it is another one.
  await other.page.reload();
  await other.sees('C’est noté : citoyenneté canadienne');
  expect(await other.log()).toHaveLength(2);
  await visitor.page.goto(`${url}/${search}`);
  await visitor.sees('C’est noté : citoyenneté canadienne');
  expect(await visitor.log()).toHaveLength(2);
});

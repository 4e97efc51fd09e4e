import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { violations } from '../browser/axe.ts';
import { launchChromium } from '../browser/chromium.ts';
import { arrive } from '../browser/visitor.ts';
import { visitorOf } from './seed.ts';
import { PASSWORD, type Served, serveStaff } from './served.ts';

let browser: Browser;
let served: Served;
const contexts: BrowserContext[] = [];

beforeAll(async () => {
  [browser, served] = await Promise.all([launchChromium(), serveStaff({ widget: true })]);
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await served?.stop();
});

async function newContext(locale: string): Promise<BrowserContext> {
  const context = await browser.newContext({
    locale,
    viewport: { width: 1280, height: 900 },
    reducedMotion: 'reduce',
  });
  contexts.push(context);
  return context;
}

/** A visitor in the widget on our own page, and somebody of the staff who has signed in by the form. */
const visit = async (locale: string) => {
  const visitor = await arrive(await newContext(locale), served.url);
  await visitor.page.locator('.message').first().waitFor();
  return visitor;
};

async function staff(role: 'admin' | 'agent' | 'editor', locale = 'en'): Promise<Page> {
  const email = `${role}-${locale}@example.org`;
  await served.account(role, email, 'Marie');
  const page = await (await newContext(locale)).newPage();
  await page.goto(`${served.url}/staff`);
  await page.locator('#email').fill(email);
  await page.locator('#password').fill(PASSWORD);
  await page.locator('main form button').click();
  await page.waitForURL('**/staff');
  return page;
}

const ANSWERS = {
  fr: 'Les animaux ne peuvent pas vous accompagner.',
  en: 'Pets cannot come along.',
  es: 'Las mascotas no pueden acompañarle.',
};

test('an unanswered question becomes an answer in three languages, which the next ask gets', async () => {
  const visitor = await visit('en-CA');
  for (const question of ['Can my parrot come with me?', 'Could my parrot come along with me?'])
    await visitor.say(question);
  await visitor.sees('Could my parrot come along with me?');

  const page = await staff('editor');
  await page.getByRole('link', { name: 'Unanswered' }).click();
  const group = page.locator('article', { hasText: 'Can my parrot come with me?' });
  await group.locator('select').selectOption({ label: 'A new topic' });
  await group.getByRole('button', { name: /Continue|Write the answer/ }).click();

  const titles = { fr: 'Emmener un animal', en: 'Bringing a pet', es: 'Llevar una mascota' };
  const shorts = { fr: 'Les animaux', en: 'Pets', es: 'Mascotas' };
  for (const locale of ['fr', 'en', 'es'] as const) {
    await page.locator(`#title-${locale}`).fill(titles[locale]);
    await page.locator(`#short-${locale}`).fill(shorts[locale]);
    await page.locator(`#text-${locale}`).fill(ANSWERS[locale]);
  }
  await page
    .locator('#phrases-fr')
    .fill('Mon perroquet peut-il venir avec moi ?\nPuis-je emmener mon perroquet ?');
  await page.locator('#phrases-es').fill('¿Mi loro puede venir conmigo?\n¿Puedo llevar mi loro?');
  await page.getByRole('button', { name: 'See the effect' }).click();
  expect(await page.getByRole('alert').textContent()).toContain('Choose the source of the answer.');
  await page.locator('#source').selectOption({ index: 1 });
  await page.getByRole('button', { name: 'See the effect' }).click();

  await page.getByRole('button', { name: 'Publish now' }).waitFor();
  expect(await violations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Publish now' }).click();
  expect(await page.getByRole('status').textContent()).toContain('version 1 answers from now on');

  await visitor.say('Can my parrot come with me?');
  await visitor.sees(ANSWERS.en);
  const french = await visit('fr-CA');
  await french.say('Puis-je emmener mon perroquet ?');
  await french.sees(ANSWERS.fr);
  const answers = await (await fetch(`${served.url}/fr/faq`)).text();
  expect(answers).toContain('<h2>Emmener un animal</h2>');
  expect(answers).toContain(ANSWERS.fr);
}, 120_000);

test('a request is taken, answered in the widget, and given back', async () => {
  const visitor = await visit('fr-CA');
  await visitor.say('Parler à quelqu’un');
  await visitor.sees('Acceptez-vous');
  await visitor.page.getByRole('button', { name: 'Non, répondez-moi ici' }).last().click();
  await visitor.sees('transmis');

  const page = await staff('agent');
  await page.getByRole('link', { name: 'Requests' }).click();
  await page.locator('.cards a').first().click();
  await page.getByRole('button', { name: 'Take it' }).click();
  await visitor.sees('Marie a rejoint la conversation');
  await page.locator('#canned').selectOption('hello');
  const ready = await page.locator('#reply').inputValue();
  await page.locator('#reply').fill(`${ready} Je suis Marie.`);
  await page.getByRole('button', { name: 'Send' }).click();
  await visitor.sees('Je suis Marie.');

  await visitor.say('Merci Marie !');
  await page.locator('.talk', { hasText: 'Merci Marie !' }).waitFor();
  expect((await visitor.log()).at(-1)).toContain('Merci Marie !');
  await page.getByRole('button', { name: /give back/ }).click();
  await visitor.sees('L’assistant reprend');
  await visitor.say('Combien de temps ?');
  await visitor.sees('3 mois et 1 an');
}, 120_000);

test('the J and K keys lead from conversation to conversation, but not while somebody types', async () => {
  for (const locale of ['en', 'es'] as const) await visitorOf(served, locale).say('Hello');
  const page = await staff('admin', 'es');
  await page.goto(`${served.url}/staff/conversations`);
  await page.locator('tbody a').first().click();
  await page.waitForURL(/conversations\/[^?]+\?/);
  const first = page.url();
  await page.keyboard.press('j');
  await page.waitForURL((url) => url.href !== first);
  await page.locator('#note').press('k');
  expect(page.url()).not.toBe(first);
  await page.locator('h1').click();
  await page.keyboard.press('k');
  await page.waitForURL(first);
}, 60_000);

describe.each([
  ['fr', 'light'],
  ['en', 'dark'],
  ['es', 'light'],
] as const)('accessibility in %s, %s', (locale, colorScheme) => {
  test('axe finds nothing on any page', async () => {
    const page = await (await newContext(locale)).newPage();
    await page.emulateMedia({ colorScheme });
    const visitor = visitorOf(served, 'fr');
    await visitor.say('Combien ça coûte ?');
    await visitor.say('Parler à quelqu’un');
    await visitor.say('Non, répondez-moi ici');
    await served.store.note(visitor.conversationId, { author: 'a@example.org', text: 'A note' });
    await served.store.tag(visitor.conversationId, 'a tag');
    const found: Record<string, string[]> = {};
    const check = async (path: string) => {
      await page.goto(`${served.url}${path}`);
      await look(path);
    };
    const look = async (path: string) => {
      const problems = await violations(page);
      if (problems.length > 0) found[path] = problems;
    };
    const token = await served.accounts.add({ email: `new-${locale}@example.org`, role: 'admin' });
    for (const path of ['/staff/login', `/staff/invitation/${token}`, '/staff/invitation/none'])
      await check(path);

    const account = await served.account('admin', `axe-${locale}@example.org`);
    const [name = '', value = ''] = (await served.signedIn(account)).split('=');
    await page.context().addCookies([{ name, value, url: served.url }]);
    const conversation = `/staff/conversations/${visitor.conversationId}`;
    for (const path of [
      '/staff',
      '/staff/conversations',
      '/staff/conversations?q=coute&unanswered=yes',
      `${conversation}?list=`,
      conversation,
      `${conversation}/print`,
      '/staff/handoffs',
      `/staff/handoffs/${visitor.conversationId}`,
      '/staff/unanswered',
      '/staff/content',
      '/staff/content/versions',
      '/staff/mandates',
      '/staff/figures',
      '/staff/account?done=name',
      '/staff/people?ended',
      '/staff/audit',
      '/staff/content?published=1',
      '/staff/unanswered?aside=1',
      '/staff/nothing-here',
    ])
      await check(path);
    await page.goto(`${served.url}/staff/content`);
    await page.locator('.actions button').click();
    await check(new URL(page.url()).pathname);
    await page.locator('form .actions button').click();
    await page.getByRole('alert').waitFor();
    await look('a draft with what is missing');
    const [mandate] = served.mandates.all();
    const upload = async (mandates: unknown[]) => {
      await page.goto(`${served.url}/staff/mandates`);
      const buffer = Buffer.from(JSON.stringify({ mandates }));
      await page.locator('#file').setInputFiles({ name: 'm.json', mimeType: 'application/json', buffer });
      await page.locator('aside form button').click();
    };
    await upload([{ ...mandate, city: 'Elsewhere' }]);
    await page.locator('form input[name="seal"]').waitFor({ state: 'attached' });
    await look('the preview of an import');
    await upload([{ ...mandate, country: 'Elsewhere' }]);
    await page.getByRole('alert').waitFor();
    await look('an import with mistakes');
    await page.goto(`${served.url}/staff/people`);
    await served.database.updateTable('sessions').set({ confirmed_at: 0 }).execute();
    await page.locator('td form button').first().click();
    await page.locator('#confirm-password').waitFor();
    await look('the password asked for again');
    expect(found).toEqual({});
  }, 240_000);
});

test('a staff page fits a phone: nothing but tables and charts is wider than the screen', async () => {
  const context = await browser.newContext({ locale: 'fr-CA', viewport: { width: 360, height: 740 } });
  contexts.push(context);
  const page = await context.newPage();
  const account = await served.account('admin', 'phone@example.org');
  const [name = '', value = ''] = (await served.signedIn(account)).split('=');
  await context.addCookies([{ name, value, url: served.url }]);
  const visitor = visitorOf(served, 'fr');
  await visitor.say('Combien ça coûte ?');
  const wide: string[] = [];
  for (const path of [
    '',
    '/conversations',
    `/conversations/${visitor.conversationId}`,
    '/handoffs',
    '/unanswered',
    '/content',
    '/mandates',
    '/figures',
    '/people',
    '/account',
    '/audit',
  ]) {
    await page.goto(`${served.url}/staff${path}`);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    if (width > 360) wide.push(`${path}: ${width}`);
  }
  expect(wide).toEqual([]);
}, 60_000);

import { describe, expect, test } from '@jest/globals';
import { fill } from '../../src/fill.ts';
import { rig } from './rig.ts';
import { choice, panel, plain, texts } from './texts.ts';
import { keptTalk } from './visitor.ts';

const r = rig();

describe('a site shows the widget with one line', () => {
  test('before it is opened, nothing is loaded but the loader, and nothing is stored', async () => {
    const { page, requests } = await r.visit();
    await page.locator('.bubble').waitFor();
    expect(requests.filter((url) => url.startsWith(r.served.url))).toEqual([`${r.served.url}/widget.js`]);
    expect(await page.evaluate(() => [localStorage.length, sessionStorage.length, document.cookie])).toEqual([
      0,
      0,
      '',
    ]);
  });

  test('a press opens it and the bot greets; nobody but the server is asked for anything', async () => {
    const visitor = await r.visit();
    await visitor.open();
    await visitor.say('Trouver un mandat');
    await visitor.sees('Voici les 3 mandats');
    const strangers = visitor.requests.filter(
      (url) => !url.startsWith(r.served.url) && !url.startsWith(r.site.url),
    );
    expect(strangers).toEqual([]);
    expect(await visitor.page.context().cookies()).toEqual([]);
    expect(visitor.complaints).toEqual([]);
  });

  test('its attributes give title, colour, place and language', async () => {
    const visitor = await r.visit({
      attributes: 'data-title="Demandez-nous" data-colour="#ffd400" data-position="left" data-locale="es"',
    });
    const { page } = visitor;
    expect(await page.locator('.bubble').innerText()).toBe(texts.es.bubble.label);
    expect((await page.locator('.bubble').boundingBox())?.x).toBe(20);
    await visitor.open();
    expect(await page.locator('#title').innerText()).toBe('Demandez-nous');
    expect(await page.getByPlaceholder(texts.es.panel.placeholder).isVisible()).toBe(true);
  });

  test('a site gives it its own theme and properties', async () => {
    const visitor = await r.visit({
      attributes: 'data-theme="dark"',
      body: '<style>passerelle-chat { --passerelle-card: rgb(1, 2, 3); --passerelle-width: 444px }</style>',
    });
    await visitor.open();
    const { page } = visitor;
    const background = (part: string) =>
      page
        .locator(part)
        .first()
        .evaluate((view) => getComputedStyle(view).backgroundColor);
    expect(await background('.panel')).toBe('rgb(28, 25, 22)');
    expect(await background('.words')).toBe('rgb(1, 2, 3)');
    expect((await page.locator('.panel').boundingBox())?.width).toBe(444);
  });

  test('without a language of its own it takes the page\u2019s, then the browser\u2019s', async () => {
    const page = await r.visit({ lang: 'en-GB' });
    expect(await page.page.locator('.bubble').innerText()).toBe(texts.en.bubble.label);
    const browser = await r.visit({ lang: '', locale: 'es-MX' });
    expect(await browser.page.locator('.bubble').innerText()).toBe(texts.es.bubble.label);
  });

  test('it can stand in the page by hand and be opened by a script', async () => {
    const { page } = await r.visit({ body: '<passerelle-chat data-locale="en"></passerelle-chat>' });
    await page.evaluate(() => window.passerelle.open());
    await page.locator('.message').first().waitFor();
    expect(await page.locator('passerelle-chat').count()).toBe(1);
    expect(await page.locator('#title').innerText()).toBe(texts.en.panel.title);
  });
});

describe('what the bot sends', () => {
  test('markdown becomes paragraphs, lists and links that open safely', async () => {
    const visitor = await r.visit();
    await visitor.open();
    await visitor.say('markdown');
    await visitor.sees('Gras');
    const words = visitor.page.locator('.message', { hasText: 'Gras' }).locator('.words');
    expect(await words.locator('strong').innerText()).toBe('Gras');
    expect(await words.locator('ul li').allInnerTexts()).toEqual(['un', 'deux']);
    expect(await words.locator('ol').getAttribute('start')).toBe('3');
    const link = words.locator('a').first();
    expect(await link.getAttribute('href')).toBe('https://example.org/a');
    expect(await link.getAttribute('rel')).toBe('noopener noreferrer');
    expect(await link.getAttribute('target')).toBe('_blank');
    expect(await words.locator('.source').innerText()).toBe(
      fill(panel.source, { name: 'CECI, nouvelle du 17 mars 2022' }),
    );
  });

  test('a welcome that is taller than the window is read from its beginning', async () => {
    const { page } = await r.visit({ viewport: { width: 320, height: 300 }, isMobile: true, hasTouch: true });
    await page.locator('.bubble').click();
    await page.locator('.choices').waitFor();
    const [window, welcome] = await Promise.all(
      ['.scroll', '.message'].map((part) => page.locator(part).first().boundingBox()),
    );
    expect(Number(welcome?.y)).toBeGreaterThanOrEqual(Number(window?.y));
  });

  test('the words of a person are theirs; after a pause the time is said', async () => {
    const visitor = await r.visit();
    await visitor.open();
    await visitor.say('une collègue, le lendemain');
    await visitor.sees('Camille du CECI');
    const { page } = visitor;
    expect(await page.locator('.signed .unseen').first().innerText()).toContain('Camille:');
    expect(await page.locator('.when').allInnerTexts()).toEqual([expect.stringContaining('janvier 2100')]);
  });

  test('a button says its words once, and the buttons of before are gone', async () => {
    const visitor = await r.visit();
    await visitor.open();
    await visitor.page.getByRole('button', { name: 'Est-ce fait pour moi ?' }).dblclick();
    await visitor.sees('You said: Est-ce fait pour moi ?');
    expect(await visitor.page.getByRole('button', { name: 'Trouver un mandat' }).count()).toBe(0);
    expect((await visitor.log()).filter((text) => text === 'Est-ce fait pour moi ?')).toHaveLength(1);
  });

  test('a verdict is a table of the page: the library for cards stays where it is', async () => {
    const visitor = await r.visit();
    await visitor.open();
    await visitor.say('Vérifier mon admissibilité');
    await visitor.sees('Voici le détail');
    const { page } = visitor;
    expect(await page.getByRole('columnheader').allInnerTexts()).toEqual([
      'Condition',
      'Réponse',
      'Pourquoi',
    ]);
    expect(await page.getByRole('rowheader').allInnerTexts()).toEqual([
      'Statut au Canada',
      'Durée',
      'Langue',
    ]);
    expect(await page.getByRole('cell', { name: 'À confirmer' }).isVisible()).toBe(true);
    expect(visitor.requests.filter((url) => url.includes('adaptive-card'))).toEqual([]);
  });

  test('other Adaptive Cards are drawn, send what was filled in, and offer no script', async () => {
    const visitor = await r.visit();
    await visitor.open();
    await visitor.say('formulaire');
    const { page } = visitor;
    await page.getByLabel('Commentaire').fill('Très bien');
    expect(await page.getByText('Danger').count()).toBe(0);
    await page.getByRole('button', { name: 'Envoyer l’avis' }).click();
    await visitor.sees('You said: Envoyer l’avis');
    const rows = await r.served.store.read((await keptTalk(page)).conversationId);
    const sent = rows.map(({ activity }) => activity).find(({ text }) => text === 'Envoyer l’avis');
    expect(sent?.value).toEqual({ kind: 'comment', comment: 'Très bien' });
  });

  test('the panel follows the language of the bot', async () => {
    const visitor = await r.visit();
    await visitor.open();
    await visitor.page.getByRole('button', { name: panel.language }).click();
    await visitor.page.getByRole('button', { name: 'English' }).click();
    await visitor.sees('Very well');
    expect(await visitor.page.getByPlaceholder(texts.en.panel.placeholder).isVisible()).toBe(true);
    expect(await visitor.page.locator('.panel').getAttribute('lang')).toBe('en');
    expect(await visitor.page.locator('.message', { hasText: 'Very well' }).getAttribute('lang')).toBe('en');
  });
});

describe('what the visitor sends', () => {
  test('Enter sends, Shift and Enter begins a line', async () => {
    const visitor = await r.visit();
    await visitor.open();
    const field = visitor.page.locator('textarea');
    await field.pressSequentially('un');
    await field.press('Shift+Enter');
    await field.pressSequentially('deux');
    await field.press('Enter');
    await visitor.sees('You said: un');
    expect((await visitor.log()).at(-2)).toBe('un\ndeux');
    expect(await field.inputValue()).toBe('');
  });

  test('what is too long is counted, not cut and not sent', async () => {
    const visitor = await r.visit();
    await visitor.open();
    await visitor.say('a'.repeat(2_012));
    expect(await visitor.page.locator('.count').innerText()).toBe(fill(panel.tooLong, { count: 12 }));
    expect(await visitor.page.locator('textarea').inputValue()).toHaveLength(2_012);
    await visitor.page.locator('textarea').fill('a'.repeat(1_990));
    const count = visitor.page.locator('.count');
    expect(await count.textContent()).toBe(fill(panel.left, { count: 10 }));
    // Read out at each hundred, not at each key.
    const spoken = () => count.getAttribute('aria-live');
    expect(await spoken()).toBe('polite');
    await visitor.page.locator('textarea').press('End');
    await visitor.page.locator('textarea').press('a');
    expect([await count.textContent(), await spoken()]).toEqual([fill(panel.left, { count: 9 }), 'off']);
  });

  test('the conversation can be downloaded', async () => {
    const visitor = await r.visit();
    await visitor.open();
    await visitor.say('Vérifier mon admissibilité');
    await visitor.sees('Voici le détail');
    await visitor.page.getByRole('button', { name: panel.more }).click();
    const [download] = await Promise.all([
      visitor.page.waitForEvent('download'),
      visitor.page.getByRole('button', { name: panel.download }).click(),
    ]);
    expect(download.suggestedFilename()).toBe(`${panel.fileName}.txt`);
    const stream = await download.createReadStream();
    let text = '';
    for await (const chunk of stream) text += chunk;
    expect(text).toContain(`– ${panel.you}\nVérifier mon admissibilité`);
    expect(text).toContain('- Durée – À confirmer – Vous n’avez pas précisé de durée.');
    expect(text).toContain(fill(panel.source, { name: 'CECI, nouvelle du 17 mars 2022' }));
  });

  test('starting over and deleting are said in the words that the bot knows', async () => {
    const visitor = await r.visit();
    await visitor.open();
    for (const action of [choice('topic/restart'), choice('privacy/erase')]) {
      await visitor.page.getByRole('button', { name: panel.more }).click();
      await visitor.page.getByRole('button', { name: action }).click();
      await visitor.sees(`You said: ${action}`);
    }
    expect(await visitor.log()).toContain(plain(choice('privacy/erase')));
  });
});

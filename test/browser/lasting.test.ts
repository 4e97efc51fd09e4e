import { describe, expect, test } from '@jest/globals';
import { fill } from '../../src/fill.ts';
import { rig } from './rig.ts';
import { bubble, panel } from './texts.ts';
import { keptTalk } from './visitor.ts';

const r = rig();

describe('the conversation lasts', () => {
  test('over a reload and on the next page, open as it was', async () => {
    const visitor = await r.visit();
    await visitor.open();
    await visitor.say('bonjour');
    await visitor.sees('You said: bonjour');
    const before = await visitor.log();
    await visitor.page.reload();
    await visitor.sees('You said: bonjour');
    expect(await visitor.log()).toEqual(before);
    // Who comes to a page begins at its beginning, though the panel is open.
    expect(await visitor.page.evaluate(() => document.activeElement?.localName)).toBe('body');
    await visitor.page.getByRole('button', { name: panel.close }).click();
    await visitor.page.getByRole('link', { name: 'Autre page' }).click();
    await visitor.page.waitForURL('**/autre');
    expect(await visitor.page.locator('.panel').isVisible()).toBe(false);
    await visitor.open();
    expect(await visitor.log()).toEqual(before);
  });

  test('in several tabs at once', async () => {
    const visitor = await r.visit();
    await visitor.open();
    const other = await visitor.newTab();
    await other.open();
    await other.say('de l’autre onglet');
    await visitor.sees('You said: de l’autre onglet');
    await visitor.say('et d’ici');
    await other.sees('You said: et d’ici');
    expect(await other.log()).toEqual(await visitor.log());
    expect(await keptTalk(other.page)).toEqual(await keptTalk(visitor.page));
  });

  test('a kept conversation that is gone makes room for a new one, without a word', async () => {
    const visitor = await r.visit();
    await visitor.open();
    await visitor.page.evaluate(() => {
      localStorage['passerelle-chat'] = JSON.stringify({ conversationId: 'gone', token: 'stale' });
    });
    await visitor.page.reload();
    await visitor.sees('Bonjour');
    expect((await keptTalk(visitor.page)).conversationId).not.toBe('gone');
    expect(await visitor.page.locator('.notice').innerText()).toBe('');
  });

  test('an erased one is gone from the screen, in every tab, and goes on empty', async () => {
    const visitor = await r.visit();
    await visitor.open();
    await visitor.say('un secret');
    await visitor.sees('You said: un secret');
    const other = await visitor.newTab();
    await other.open();
    await visitor.say('Oui, tout effacer');
    await visitor.sees('You said: Oui, tout effacer');
    await other.sees('You said: Oui, tout effacer');
    expect(await visitor.log()).toEqual(['You said: Oui, tout effacer']);
    expect(await other.log()).toEqual(['You said: Oui, tout effacer']);
    await visitor.say('encore là');
    await visitor.sees('You said: encore là');
    expect(await visitor.page.locator('.waiting > *').count()).toBe(0);
  });

  test('what comes while it is closed is counted on the bubble until it is seen', async () => {
    const visitor = await r.visit();
    await visitor.open();
    const { page } = visitor;
    await page.keyboard.press('Escape');
    const { conversationId } = await keptTalk(page);
    await r.served.tell(conversationId, 'Une collègue vous répond.');
    await page.locator('.badge', { hasText: '1' }).waitFor();
    expect(await page.getByRole('button', { name: fill(panel.unread, { count: 1 }) }).count()).toBe(1);
    // The next page counts too, without being opened.
    await page.reload();
    await page.locator('.badge', { hasText: '1' }).waitFor();
    await visitor.open();
    await page.keyboard.press('Escape');
    expect(await page.locator('.badge').textContent()).toBe('');
  });
});

describe('a server or network that goes away', () => {
  test('what is written meanwhile waits, is said to wait, and is sent once, in order', async () => {
    const visitor = await r.visit();
    await visitor.open();
    const { page } = visitor;
    await r.served.down();
    await page.locator('.notice', { hasText: panel.offline }).waitFor();
    await visitor.say('premier');
    await visitor.say('second');
    await page.locator('.waiting .state', { hasText: panel.pending }).last().waitFor();
    expect(await page.locator('.waiting .words').allInnerTexts()).toEqual(['premier', 'second']);
    await r.served.up();
    await visitor.sees('You said: second');
    expect(await visitor.log()).toEqual([
      expect.stringContaining('Bonjour'),
      'premier',
      'You said: premier',
      'second',
      'You said: second',
    ]);
    expect(r.served.heard).toEqual(['premier', 'second']);
    expect(await page.locator('.notice').innerText()).toBe('');
  });

  test('a network that goes is said to be gone at once', async () => {
    const visitor = await r.visit();
    await visitor.open();
    const { page } = visitor;
    await page.context().setOffline(true);
    await page.locator('.notice', { hasText: panel.offline }).waitFor();
    expect(await page.locator('.typing').isVisible()).toBe(false);
    await visitor.say('hors ligne');
    await page.locator('.waiting .state', { hasText: panel.pending }).waitFor();
    await page.context().setOffline(false);
    await visitor.sees('You said: hors ligne');
    expect(r.served.heard.filter((text) => text === 'hors ligne')).toHaveLength(1);
  });

  test('what the server refuses is said not to be sent, and can be sent again', async () => {
    const visitor = await r.visit();
    await visitor.open();
    const { page } = visitor;
    await page.route('**/activities', (route) =>
      route.fulfill({
        status: 400,
        json: { error: { code: 'BadArgument' } },
        headers: { 'access-control-allow-origin': '*' },
      }),
    );
    await visitor.say('capricieux');
    await page.getByRole('alert').filter({ hasText: panel.failed }).waitFor();
    await page.unroute('**/activities');
    await page.getByRole('button', { name: panel.retry }).click();
    await visitor.sees('You said: capricieux');
    expect(await page.getByText(panel.failed).count()).toBe(0);
  });

  test('a conversation that ended says so and can be begun anew', async () => {
    const visitor = await r.visit();
    await visitor.open();
    const { page } = visitor;
    await page.route('**/activities', (route) =>
      route.fulfill({ status: 404, json: {}, headers: { 'access-control-allow-origin': '*' } }),
    );
    await visitor.say('toujours là ?');
    await page.getByText(panel.ended).waitFor();
    await page.unroute('**/activities');
    await page.getByRole('button', { name: panel.begin }).click();
    await visitor.sees('You said: toujours là ?');
  });

  test('a bot that ends the conversation ends it on the screen', async () => {
    const visitor = await r.visit();
    await visitor.open();
    await visitor.say('fin');
    await visitor.page.getByRole('button', { name: panel.begin }).click();
    await visitor.sees('Bonjour');
    expect(await visitor.log()).toHaveLength(1);
  });

  test('when the panel itself cannot be loaded the bubble says so, and the next press tries again', async () => {
    const visitor = await r.visit();
    const { page } = visitor;
    await page.route('**/widget/panel-*', (route) => route.abort());
    await page.locator('.bubble').click();
    await page.getByRole('button', { name: bubble.failed }).waitFor();
    await page.unroute('**/widget/panel-*');
    await visitor.open();
    expect(await visitor.log()).toHaveLength(1);
  });
});

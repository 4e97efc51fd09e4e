import { describe, expect, test } from '@jest/globals';
import { rig } from './rig.ts';
import { serveSite } from './served.ts';
import { bubble, panel } from './texts.ts';
import { arrive } from './visitor.ts';

const r = rig();

describe('content policies', () => {
  test('no style-src and nothing unsafe is needed, and Trusted Types hold', async () => {
    const visitor = await r.visit({
      policy:
        "default-src 'none'; script-src SERVER; connect-src SERVER ws:; require-trusted-types-for 'script'",
    });
    await visitor.open();
    for (const word of ['Trouver un mandat', 'Vérifier mon admissibilité', 'markdown'])
      await visitor.say(word);
    await visitor.sees('nouvelle ligne');
    await visitor.say('formulaire');
    await visitor.page.getByLabel('Commentaire').waitFor();
    expect(visitor.complaints).toEqual([]);
    const panel = visitor.page.locator('.panel');
    expect(await panel.evaluate((view) => getComputedStyle(view).backgroundColor)).toBe('rgb(250, 246, 239)');
  });

  test("on our own pages 'self' is enough", async () => {
    const visitor = await r.visit({ url: `${r.served.url}/?locale=fr` });
    await visitor.say('formulaire');
    await visitor.page.getByLabel('Commentaire').waitFor();
    expect(visitor.complaints).toEqual([]);
  });

  test.each([
    ['lets no other script in', "script-src 'nonce-1' 'sha256-none'; frame-src SERVER"],
    ['allows no connection', "script-src SERVER; connect-src 'none'; frame-src SERVER"],
  ])('where a site %s, a frame shows the chat', async (_name, policy) => {
    const visitor = await r.visit({ policy: `default-src 'none'; ${policy}`, attributes: 'nonce="1"' });
    const { page } = visitor;
    await page.locator('.bubble').click();
    const chat = page.frameLocator('iframe');
    await chat.locator('.message', { hasText: 'Bonjour' }).waitFor();
    await chat.getByRole('button', { name: panel.close }).click();
    await page.locator('iframe').waitFor({ state: 'hidden' });
    await page.locator('.bubble').click();
    await chat.locator('textarea').fill('dans le cadre');
    await chat.locator('textarea').press('Enter');
    await chat.locator('.message', { hasText: 'You said: dans le cadre' }).waitFor();
    await chat.locator('textarea').press('Escape');
    await page.locator('iframe').waitFor({ state: 'hidden' });
  });
});

describe('other sites', () => {
  test('one that is not on the list gets a reason on its console, and no chat', async () => {
    const stranger = await serveSite();
    const { page, complaints } = await r.visit();
    stranger.show(`<script src="${r.served.url}/widget.js" defer></script>`);
    const visitor = await arrive(page.context(), stranger.url);
    await visitor.page.locator('.bubble').click();
    await visitor.page.getByText(bubble.failed).waitFor();
    expect(visitor.complaints).toEqual([
      `passerelle-chat ${stranger.url} may not show this assistant. Add it to ALLOWED_ORIGINS on the assistant's server.`,
    ]);
    expect(complaints).toEqual([]);
    await stranger.stop();
  });

  test('one that is not on the list cannot frame the chat either', async () => {
    const stranger = await serveSite();
    const { page } = await r.visit();
    stranger.show(`<iframe src="${r.served.url}/chat"></iframe><iframe src="${r.served.url}/"></iframe>`);
    const visitor = await arrive(page.context(), stranger.url);
    await visitor.page.waitForTimeout(300);
    expect(visitor.complaints).toEqual([
      expect.stringContaining('frame-ancestors'),
      expect.stringContaining('frame-ancestors'),
    ]);
    await stranger.stop();
  });
});

describe('hostile content', () => {
  test('nothing of it runs, nothing is fetched from elsewhere, and the layout holds', async () => {
    const visitor = await r.visit({ viewport: { width: 320, height: 640 } });
    await visitor.open();
    const { page } = visitor;
    await visitor.say('hostile');
    await page.locator('.card.notice').first().waitFor();
    expect(await page.evaluate(() => 'hacked' in window)).toBe(false);
    expect(visitor.requests.filter((url) => url.includes('elsewhere'))).toEqual([]);
    const addresses = await page
      .locator('.panel a')
      .evaluateAll((links) => links.map((link) => (link as HTMLAnchorElement).protocol));
    expect(addresses.filter((protocol) => !/^(https?|mailto):$/.test(protocol))).toEqual([]);
    const scroll = page.locator('.scroll');
    expect(await scroll.evaluate((view) => view.scrollWidth - view.clientWidth)).toBe(0);
    const wide = await page
      .locator('.words, .card, .choice')
      .evaluateAll((views) => views.filter((view) => view.getBoundingClientRect().width > 320).length);
    expect(wide).toBe(0);
    expect(await page.locator('.message', { hasText: 'Un nom' }).innerText()).not.toMatch(/\u202e/);
    await visitor.say('toujours là');
    await visitor.sees('You said: toujours là');
    expect(visitor.complaints).toEqual([]);
  });
});

describe('a thousand messages', () => {
  test('are shown and stay at their end, and one can read back to the first', async () => {
    const visitor = await r.visit();
    await visitor.open();
    const { page } = visitor;
    const { conversationId } = await page.evaluate(() => JSON.parse(localStorage['passerelle-chat']));
    await r.served.talkFor(conversationId, 1_000);
    await page.reload();
    await visitor.sees('Message 999');
    const scroll = page.locator('.scroll');
    const settled = () =>
      scroll.evaluate(async (view) => {
        for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
        return { top: view.scrollTop, fromEnd: view.scrollHeight - view.scrollTop - view.clientHeight };
      });
    expect((await settled()).fromEnd).toBeLessThan(2);
    await scroll.hover();
    await page.mouse.wheel(0, -1_000_000);
    await page.waitForFunction(
      () => document.querySelector('passerelle-chat')?.shadowRoot?.querySelector('.scroll')?.scrollTop === 0,
    );
    expect(await page.locator('.message').first().isVisible()).toBe(true);
    // What comes now does not take the reader away.
    await r.served.tell(conversationId, 'Une nouvelle.');
    await visitor.sees('Une nouvelle.');
    expect((await settled()).top).toBe(0);
    await page.getByRole('button', { name: panel.latest }).click();
    await page.waitForFunction(() => {
      const view = document.querySelector('passerelle-chat')?.shadowRoot?.querySelector('.scroll');
      return view && view.scrollHeight - view.scrollTop - view.clientHeight < 2;
    });
  });
});

import { expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { fill } from '../../src/fill.ts';
import { rig } from './rig.ts';
import { bubble, panel, plain } from './texts.ts';

const r = rig();

/** Presses Tab until what has the focus is called so; fails when it does not come round. */
async function tabTo(page: Page, name: string, key = 'Tab'): Promise<void> {
  for (let presses = 0; presses < 40; presses++) {
    await page.keyboard.press(key);
    if ((await focused(page)).includes(name)) return;
  }
  throw new Error(`${name} cannot be reached with ${key}.`);
}

/** The name of what has the focus, and whether one sees that it has. */
const focused = async (page: Page) =>
  plain(
    await page.evaluate(() => {
      let active = document.activeElement;
      while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
      if (!active) return '';
      const { outlineStyle, outlineWidth } = getComputedStyle(active);
      const ring = outlineStyle !== 'none' && Number.parseFloat(outlineWidth) > 1;
      return `${active.getAttribute('aria-label') ?? active.textContent}${ring ? '' : ' (no ring)'}`;
    }),
  );

test('from the bubble to a mandate and back without a mouse', async () => {
  const visitor = await r.visit();
  const { page } = visitor;
  await tabTo(page, plain(bubble.label));
  expect(await focused(page)).toBe(plain(bubble.label));
  await page.keyboard.press('Enter');
  await page.locator('.message').first().waitFor();
  expect(await focused(page)).toBe(plain(panel.message));

  await tabTo(page, 'Trouver un mandat', 'Shift+Tab');
  expect(await focused(page)).toBe('Trouver un mandat');
  await page.keyboard.press('Enter');
  await visitor.sees('Voici les 3 mandats');
  expect(await focused(page)).toBe(plain(panel.message));

  await tabTo(page, 'Le n° 2 m’intéresse', 'Shift+Tab');
  const card = page.locator('.card', { hasText: '2. Appuyer' });
  expect(await card.evaluate(inView)).toBe(true);
  await page.keyboard.press('Enter');
  await visitor.sees('You said: Le n° 2 m’intéresse');

  await tabTo(page, plain(panel.language), 'Shift+Tab');
  await page.keyboard.press('Enter');
  expect(await focused(page)).toBe('Français');
  await page.keyboard.press('Escape');
  expect(await focused(page)).toBe(plain(panel.language));
  expect(await page.locator('.panel').isVisible()).toBe(true);
  await page.keyboard.press('Escape');
  expect(await page.locator('.panel').isVisible()).toBe(false);
  expect(await focused(page)).toBe(plain(bubble.label));
});

test('on a phone the panel keeps the focus, since it covers the page', async () => {
  const visitor = await r.visit({ viewport: { width: 375, height: 700 }, hasTouch: true, isMobile: true });
  await visitor.open();
  const { page } = visitor;
  // The keyboard of the phone stays down until the field is touched.
  expect(await focused(page)).not.toContain(plain(panel.message));
  for (let presses = 0; presses < 20; presses++) {
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.localName)).not.toBe('a');
  }
  await page.keyboard.press('Escape');
  expect(await focused(page)).toContain(plain(bubble.label));
});

test('a new message is read out once, what was there before is not', async () => {
  const visitor = await r.visit();
  await visitor.open();
  const spoken = visitor.page.locator('[aria-live="polite"] p');
  await visitor.say('Trouver un mandat');
  await visitor.sees('Voici les 3 mandats');
  expect((await spoken.allInnerTexts()).slice(1).map(plain)).toEqual([
    plain(
      [
        `${panel.assistant}: Voici les 3 mandats qui vous correspondent le mieux.`,
        `${fill(panel.cards, { count: 3 })}.`,
        ...[1, 2, 3].map((number) => `${number}. Appuyer une coopérative de riz.`),
        `${panel.choices}: Changer de pays, Parler à quelqu’un.`,
      ].join(' '),
    ),
  ]);
  await visitor.page.reload();
  await visitor.sees('Voici les 3 mandats');
  expect(await spoken.count()).toBe(0);
});

/** Whether the middle of an element is within what the conversation shows. */
function inView(element: Element): boolean {
  const region = element.closest('.scroll')?.getBoundingClientRect();
  const { left, right } = element.getBoundingClientRect();
  const middle = (left + right) / 2;
  return region !== undefined && middle > region.left && middle < region.right;
}

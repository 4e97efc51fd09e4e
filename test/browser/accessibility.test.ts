import { describe, expect, test } from '@jest/globals';
import { violations } from './axe.ts';
import { rig } from './rig.ts';
import { texts } from './texts.ts';

const r = rig();

const APPEARANCES = [
  { colorScheme: 'light', forcedColors: 'none' },
  { colorScheme: 'dark', forcedColors: 'none' },
  { colorScheme: 'dark', forcedColors: 'active' },
] as const;
/** As tall as the conversation: axe-core does not judge the contrast of what is scrolled out of sight. */
const DESKTOP = { width: 1280, height: 2_600 };
const PHONE = { width: 375, height: 2_900 };
const TALL = '<style>passerelle-chat { --passerelle-height: 2560px }</style>';

describe('axe-core finds nothing', () => {
  test.each([
    ['fr', 'a desktop', DESKTOP],
    ['en', 'a phone', PHONE],
    ['es', 'a desktop', DESKTOP],
  ] as const)(
    'in a conversation with cards, verdict and form in %s on %s: light, dark, forced colours',
    async (locale, _device, viewport) => {
      const visitor = await r.visit({
        attributes: `data-locale="${locale}"`,
        lang: locale,
        viewport,
        body: TALL,
      });
      const { page } = visitor;
      expect(await violations(page, 'passerelle-chat')).toEqual([]);
      await visitor.open();
      for (const word of ['Trouver un mandat', 'formulaire', 'markdown']) await visitor.say(word);
      await visitor.say('Vérifier mon admissibilité');
      await visitor.sees('Voici le détail');
      await page.locator('.ac-pushButton').first().waitFor();
      await page.getByRole('button', { name: texts[locale].panel.more }).click();
      await page.locator('textarea').evaluate((field: HTMLTextAreaElement) => {
        field.value = 'a'.repeat(1_800);
        field.dispatchEvent(new Event('input'));
      });
      for (const appearance of APPEARANCES) {
        await page.emulateMedia(appearance);
        const found = await violations(page, 'passerelle-chat');
        expect({ appearance, found }).toEqual({ appearance, found: [] });
      }
    },
    60_000,
  );

  test.each(['/', '/chat', '/fr/faq', '/en/faq', '/es/faq'])('on our own page %s', async (path) => {
    const visitor = await r.visit({ url: `${r.served.url}${path}`, viewport: DESKTOP });
    const { page } = visitor;
    if (!path.endsWith('faq')) {
      await visitor.say('Trouver un mandat');
      await visitor.sees('Voici les 3 mandats');
    }
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await violations(page)).toEqual([]);
    }
  });
});

describe('whatever colour is given, text on it and in it can be read', () => {
  test.each(['light', 'dark'] as const)('in %s', async (colorScheme) => {
    const visitor = await r.visit({ colorScheme });
    await visitor.open();
    await visitor.say('Vérifier mon admissibilité');
    await visitor.sees('Voici le détail');
    const worst = await visitor.page.evaluate(() => {
      const host = document.querySelector('passerelle-chat') as HTMLElement;
      const root = host.shadowRoot as ShadowRoot;
      const canvas = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
      if (!canvas) throw new Error('There is no canvas.');
      const luminance = (colour: string) => {
        canvas.fillStyle = colour;
        canvas.fillRect(0, 0, 1, 1);
        const [r = 0, g = 0, b = 0] = [...canvas.getImageData(0, 0, 1, 1).data]
          .map((part) => part / 255)
          .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
      };
      const contrast = (a: string, b: string) => {
        const [low = 0, high = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
        return (high + 0.05) / (low + 0.05);
      };
      const style = (selector: string) => getComputedStyle(root.querySelector(selector) as Element);
      const found = { contrast: 99, colour: '', where: '' };
      for (const red of [0, 64, 128, 192, 255])
        for (const green of [0, 64, 128, 192, 255])
          for (const blue of [0, 64, 128, 192, 255]) {
            const colour = `rgb(${red} ${green} ${blue})`;
            host.style.setProperty('--passerelle-colour', colour);
            const pairs = {
              own: [style('.own .words').color, style('.own .words').backgroundColor],
              bubble: [style('.bubble').color, style('.bubble').backgroundColor],
              choice: [style('.choice').color, style('.choice').backgroundColor],
            };
            for (const [where, [ink = '', paper = '']] of Object.entries(pairs)) {
              const now = contrast(ink, paper);
              if (now < found.contrast) Object.assign(found, { contrast: now, colour, where });
            }
          }
      return found;
    });
    expect(worst.contrast).toBeGreaterThan(4.5);
  });
});

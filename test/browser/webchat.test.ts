import { expect, test } from '@jest/globals';
import { rig } from './rig.ts';

const r = rig();

/** botframework-webchat is too large to be a dependency: the test runs where WEBCHAT_JS names its `webchat.js`. */
const withWebChat = process.env.WEBCHAT_JS ? test : test.skip;

withWebChat('Microsoft’s Web Chat talks with the same server', async () => {
  const { page, complaints } = await r.visit({
    body: '<div id="webchat" style="height: 700px; width: 420px"></div>',
  });
  await page.addScriptTag({ path: String(process.env.WEBCHAT_JS) });
  await page.evaluate(async (server) => {
    const { WebChat } = window as unknown as {
      WebChat: Record<string, (options: object, at?: unknown) => object>;
    };
    const generated = await fetch(`${server}/v3/directline/tokens/generate`, { method: 'POST' });
    const { token } = await generated.json();
    const directLine = WebChat.createDirectLine?.({ domain: `${server}/v3/directline`, token });
    WebChat.renderWebChat?.({ directLine, locale: 'fr-CA' }, document.getElementById('webchat'));
  }, r.served.url);
  await page.getByText('Par où commencer ?', { exact: true }).waitFor();
  await page.getByRole('toolbar').getByRole('button', { name: 'Trouver un mandat' }).click();
  await page.getByText('1. Appuyer une coopérative de riz').first().waitFor();
  const field = page.locator('[data-id="webchat-sendbox-input"]');
  await field.fill('Vérifier mon admissibilité');
  await field.press('Enter');
  await page.getByText('Vous n’avez pas précisé de durée.').last().waitFor();
  expect(complaints.filter((line) => line.includes('CORS'))).toEqual([]);
  expect(r.served.heard).toEqual(['conversationUpdate', 'Trouver un mandat', 'Vérifier mon admissibilité']);
});

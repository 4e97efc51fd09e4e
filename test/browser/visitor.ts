import type { BrowserContext, Page } from 'playwright-core';
import { plain } from './texts.ts';

/** A visitor's browser tab, with what it asked for and what it complained about. */
export interface Visitor {
  page: Page;
  requests: string[];
  complaints: string[];
  /** Presses the bubble and waits for the welcome. */
  open(): Promise<void>;
  say(text: string): Promise<void>;
  /** Waits until the last message that holds this text is there. */
  sees(text: string): Promise<void>;
  /** Texts of the log, one a message. */
  log(): Promise<string[]>;
  /** Another tab of the same browser. */
  newTab(): Promise<Visitor>;
}

export async function arrive(context: BrowserContext, url: string): Promise<Visitor> {
  const page = await context.newPage();
  // Less than a test may take, so that what was waited for is named.
  page.setDefaultTimeout(15_000);
  const requests: string[] = [];
  const complaints: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  await page.goto(url);
  return {
    page,
    requests,
    complaints,
    async open() {
      await page.locator('.bubble').click();
      await page.locator('.message').first().waitFor();
    },
    async say(text) {
      await page.locator('textarea').fill(text);
      await page.locator('textarea').press('Enter');
    },
    sees: (text) => page.locator('.lines:not(.waiting) > .message', { hasText: text }).last().waitFor(),
    log: async () =>
      (await page.locator('.lines:not(.waiting) > .message .words').allInnerTexts()).map(plain),
    newTab: () => arrive(context, url),
  };
}

/** What the browser keeps of the conversation. */
export const keptTalk = (page: Page) =>
  page.evaluate(() => JSON.parse(localStorage['passerelle-chat']) as { conversationId: string });

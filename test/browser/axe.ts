import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

declare const axe: typeof import('axe-core');

/**
 * What axe-core holds against the page or a part of it: a line an element, with the rule that it breaks. All rules
 * apply, good practices and the target sizes of WCAG 2.2 included.
 */
export async function violations(page: Page, part?: string): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(AXE);
  const results = await page.evaluate(
    (selector): Promise<AxeResults> =>
      axe.run(selector ?? document, {
        rules: { 'target-size': { enabled: true } },
        resultTypes: ['violations'],
        // Style sheets are fetched again for one rule alone, about pages that turn themselves by the device.
        preload: false,
      }),
    part,
  );
  return results.violations.flatMap(({ id, nodes }) =>
    nodes.map(
      ({ target, failureSummary = '' }) =>
        `${id}: ${target.flat().join(' ')} ${failureSummary.split('\n')[1]?.trim()}`,
    ),
  );
}

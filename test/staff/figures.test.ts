import { expect, test } from '@jest/globals';
import { barChart, heatChart } from '../../src/staff/figures/charts.ts';
import { staffClient } from './client.ts';
import { visitorOf } from './seed.ts';
import { serveFile } from './serve-file.ts';

const served = serveFile();

test('a chart is an SVG with a name, without styles or scripts of its own', async () => {
  const { markup } = await barChart([{ name: '<b>Costs', value: 3 }], 'Questions "by topic"');
  expect(markup).toContain('role="img" aria-label="Questions &quot;by topic&quot;"><svg');
  expect(markup).toContain('&lt;b&gt;Costs');
  expect(markup).not.toMatch(/style=|<style|<script|\son\w+=/);
});

test('an empty cell of a grid stays empty', async () => {
  const cells = [
    { row: 'agriculture', column: 'Senegal', value: 4 },
    { row: 'agriculture', column: 'Nepal', value: 0 },
  ];
  const numbers = [...(await heatChart(cells, 'grid')).markup.matchAll(/>(\d+)<\/text>/g)].map(([, n]) => n);
  expect(numbers).toEqual(['4']);
});

test('the figures of a period stand as charts, tables and CSV', async () => {
  const reviewer = await staffClient(served, 'reviewer');
  const visitor = visitorOf(served, 'en');
  await visitor.say('How long does a mandate last?');
  await visitor.say('how much does it cost');
  const { status, text } = await reviewer.get('/staff/figures');
  expect(status).toBe(200);
  expect(text).toContain('<strong>1</strong> Conversations');
  expect(text).toMatch(
    /<th scope="row">How long is it\?<\/th><td class="number">0<\/td><td class="number">1<\/td>/,
  );
  const csv = await reviewer.get('/staff/figures/outcomes.csv?from=2000-01-01');
  expect(csv.text.replace('\ufeff', '').trim().split('\n')).toEqual([
    'Outcome,Questions',
    'Answered,1',
    'Asked back,0',
    'Unanswered,1',
  ]);
  const before = await reviewer.get('/staff/figures?from=2001-01-01&to=2001-12-31');
  expect(before.text).toContain('<strong>0</strong> Conversations');
});

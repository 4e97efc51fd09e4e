import { expect, test } from '@jest/globals';
import { barChart, heatChart } from '../../src/staff/figures/charts.ts';
import { staffClient } from './client.ts';
import { visitorOf } from './seed.ts';
import { serveFile } from './serve-file.ts';

const served = serveFile();

test('a chart is an SVG with a name, without styles or scripts of its own', async () => {
  const { markup } = await barChart([{ name: '<b>Costs', value: 3 }], 'Questions "by topic"');
  expect(markup).toContain('role="img" tabindex="0" aria-label="Questions &quot;by topic&quot;"><svg');
  expect(markup).toContain('&lt;b&gt;Costs');
  expect(markup).not.toMatch(/style=|<style|<script|\son\w+=/);
});

test('a grid shows what stands in its cells, rows and columns in the order of the language', async () => {
  const cells = [
    { row: 'égalité', column: 'Sénégal', value: 4, text: '4 / 0' },
    { row: 'zones', column: 'Bénin', value: 0, text: '0 / 2' },
    { row: 'agriculture', column: 'Bénin', value: 0, text: '' },
  ];
  const { markup } = await heatChart(cells, 'grid', new Intl.Collator('fr').compare);
  const texts = [...markup.matchAll(/>([^<>]+)<\/text>/g)].map(([, text]) => text);
  expect(texts).toEqual(['Bénin', 'Sénégal', 'agriculture', 'égalité', 'zones', '4 / 0', '0 / 2']);
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

test('what visitors look for stands against what open mandates offer', async () => {
  const editor = await staffClient(served, 'editor');
  const visitor = visitorOf(served, 'en');
  await visitor.say('I am looking for a mandate in agriculture in Haiti, leaving next month');
  await visitor.say('Any');
  const { text } = await editor.get('/staff/figures/demand.csv');
  const offered = served.mandates
    .open()
    .filter(({ country, domains }) => country === 'HT' && domains.includes('agriculture')).length;
  expect(text.replace('\ufeff', '').split('\n').slice(0, 2)).toEqual([
    'Expertise,Countries,Conversations that look for it,Open mandates',
    `agriculture,Haiti,1,${offered}`,
  ]);
});

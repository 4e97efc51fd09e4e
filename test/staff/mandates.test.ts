import { beforeAll, expect, test } from '@jest/globals';
import { writeMandates } from '../../src/mandates/formats/formats.ts';
import { formatMandates } from '../../src/mandates/mandates-file.ts';
import { type Client, staffClient } from './client.ts';
import { serveFile } from './serve-file.ts';

const served = serveFile();

let editor: Client;
beforeAll(async () => {
  editor = await staffClient(served, 'editor');
});

async function upload(text: string, { replace = false, name = 'mandates.json' } = {}) {
  const body = new FormData();
  body.set('csrf', await editor.csrfOn('/staff/mandates'));
  body.set('file', new File([text], name));
  if (replace) body.set('replace', 'yes');
  return editor.send('/staff/mandates/import', { method: 'POST', body });
}

/** Confirms what a preview shows. */
async function confirm(preview: string, text: string) {
  const hidden = (name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(preview)?.[1];
  const body = new FormData();
  body.set('csrf', await editor.csrfOn('/staff/mandates'));
  body.set('name', 'mandates.json');
  body.set('text', text);
  body.set('seal', hidden('seal') ?? '');
  if (hidden('replace')) body.set('replace', 'yes');
  return editor.send('/staff/mandates/import/confirm', { method: 'POST', body });
}

test('a mandate is closed, and opened again', async () => {
  const [mandate] = served.mandates.open();
  const press = (what: string) =>
    editor.post(`/staff/mandates/${mandate?.id}/${what}`, {}, { from: '/staff/mandates' });
  await press('close');
  expect(served.mandates.get(mandate?.id ?? '')?.status).toBe('closed');
  await press('reopen');
  expect(served.mandates.get(mandate?.id ?? '')?.status).toBe('open');
  const { items } = await served.store.readAudit({ subject: mandate?.id });
  expect(items.map(({ action }) => action)).toEqual(['mandate-reopen', 'mandate-close']);
});

test('an import shows what would change, and changes it when that is confirmed', async () => {
  const [first, second, ...others] = served.mandates.all();
  if (!first || !second) throw new Error('there are no mandates');
  const changed = { ...first, city: 'Elsewhere' };
  const added = { ...second, id: 'zz-added' };
  const text = formatMandates([changed, added, ...others]);
  const preview = await upload(text, { replace: true });
  expect(preview.status).toBe(200);
  expect(preview.text).toContain('Added (1)');
  expect(preview.text).toMatch(new RegExp(`Changed \\(1\\).*${first.id}.*city`, 's'));
  expect(preview.text).toMatch(new RegExp(`Removed \\(1\\).*${second.id}`, 's'));
  expect(served.mandates.get('zz-added')).toBeUndefined();

  const done = await confirm(preview.text, text);
  expect(done.location).toBe('/staff/mandates?done=import');
  expect(served.mandates.get('zz-added')).toBeDefined();
  expect(served.mandates.get(second.id)).toBeUndefined();
});

test('an import of what has changed since the preview shows it again, and changes nothing', async () => {
  const [first] = served.mandates.all();
  if (!first) throw new Error('there are no mandates');
  const text = formatMandates([{ ...first, city: 'My city' }]);
  const preview = await upload(text);
  await served.mandates.upsert({ ...first, city: 'Their city' });
  const refused = await confirm(preview.text, text);
  expect(refused.status).toBe(409);
  expect(refused.text).toContain('The mandates have changed since the preview');
  expect(refused.text).toContain('city: Their city → My city');
  expect(served.mandates.get(first.id)?.city).toBe('Their city');
  expect((await confirm(refused.text, text)).status).toBe(303);
  expect(served.mandates.get(first.id)?.city).toBe('My city');
});

test('a file of an older Excel keeps its accents', async () => {
  const [first] = served.mandates.all();
  if (!first) throw new Error('there are no mandates');
  const csv = writeMandates([{ ...first, id: 'zz-latin', city: 'Thiès' }], 'csv', { excel: true });
  const body = new FormData();
  body.set('csrf', await editor.csrfOn('/staff/mandates'));
  body.set('file', new File([Buffer.from(csv.replace('\ufeff', ''), 'latin1')], 'mandats.csv'));
  const { text } = await editor.send('/staff/mandates/import', { method: 'POST', body });
  expect(text).toContain('Thiès');
});

test('a mandate whose closing date has passed opens again with another one only', async () => {
  const [first] = served.mandates.all();
  if (!first) throw new Error('there are no mandates');
  await served.mandates.upsert({
    ...first,
    id: 'zz-past',
    status: 'open',
    publishedOn: '2020-01-01',
    closesOn: '2020-02-01',
    departure: { from: '2020-03' },
  });
  const { text } = await editor.get('/staff/mandates');
  expect(text).toContain('closing date passed: no longer suggested');
  const reopen = (until: string) =>
    editor.post('/staff/mandates/zz-past/reopen', { until }, { from: '/staff/mandates' });
  for (const until of ['', '2020-05-01', 'tomorrow']) expect((await reopen(until)).status).toBe(422);
  expect(served.mandates.get('zz-past')?.closesOn).toBe('2020-02-01');
  expect((await reopen('2099-01-01')).status).toBe(303);
  expect(served.mandates.open().map(({ id }) => id)).toContain('zz-past');
});

test('a file with mistakes is refused, each of them named', async () => {
  const [mandate] = served.mandates.all();
  const { status, text } = await upload(
    JSON.stringify({ mandates: [{ ...mandate, country: 'Atlantis', title: 3 }] }),
  );
  expect(status).toBe(422);
  expect(text).toContain('/country');
  expect(text).toContain('/title');
  expect((await upload('a', { name: 'mandates.exe' })).text).toContain('must end in .json, .csv or .jsonld');
  expect((await upload('x'.repeat(5_000_000))).status).toBe(413);
});

test.each(['csv', 'json', 'jsonld'])(
  'all mandates can be taken along as %s and imported unchanged',
  async (format) => {
    const file = await editor.get(`/staff/mandates/export/${format}`);
    const { text } = await upload(file.text, { name: `mandates.${format}` });
    expect(text).toContain('would change nothing');
  },
);

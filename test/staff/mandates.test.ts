import { beforeAll, expect, test } from '@jest/globals';
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

  const body = new FormData();
  body.set('csrf', await editor.csrfOn('/staff/mandates'));
  body.set('name', 'mandates.json');
  body.set('text', text);
  body.set('replace', 'yes');
  const done = await editor.send('/staff/mandates/import/confirm', { method: 'POST', body });
  expect(done.location).toBe('/staff/mandates?done=import');
  expect(served.mandates.get('zz-added')).toBeDefined();
  expect(served.mandates.get(second.id)).toBeUndefined();
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

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readKnowledge } from '../../src/content/knowledge.ts';
import { LOCALES } from '../../src/locale.ts';
import { bundleWidget } from '../../src/widget/bundle.ts';
import { type Served, serve } from '../browser/served.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const LOCALES_DIR = path.join(ROOT, 'locales');

describe('what browsers load', () => {
  const KIB = 1024;

  test('stays within its budgets, gzipped, in three files at most', async () => {
    const { loader, files } = await bundleWidget(LOCALES_DIR);
    const size = (text = '') => gzipSync(text, { level: 9 }).length;
    const scripts = [...files].filter(([name]) => name.endsWith('.js'));
    expect(scripts.map(([name]) => name.replace(/-[A-Z0-9]{8}\.js$/, '')).sort()).toEqual([
      'adaptive-card',
      'panel',
    ]);
    const sizes = Object.fromEntries(scripts.map(([name, text]) => [name.split('-')[0], size(text)]));
    expect(size(loader)).toBeLessThanOrEqual(2 * KIB);
    expect(sizes.panel).toBeLessThanOrEqual(15 * KIB);
    expect(sizes.adaptive).toBeLessThanOrEqual(50 * KIB);
  });
});

describe('served', () => {
  let served: Served;
  const get = (address: string, headers: Record<string, string> = {}) =>
    fetch(served.url + address, { headers: { 'accept-encoding': 'identity', ...headers } });

  beforeAll(async () => {
    served = await serve({ allowedOrigins: ['https://allowed.example'] });
  });
  afterAll(() => served.stop());

  /** Address of the panel, as the loader knows it. */
  const panel = async () => /widget\/panel-\w+\.js/.exec(await (await get('/widget.js')).text())?.[0];

  test('the loader is asked for again each time, and mostly not sent again', async () => {
    const first = await get('/widget.js');
    expect(first.headers.get('cache-control')).toBe('public, no-cache');
    expect(first.headers.get('cross-origin-resource-policy')).toBe('cross-origin');
    const again = await get('/widget.js', { 'if-none-match': String(first.headers.get('etag')) });
    expect(again.status).toBe(304);
  });

  test('what it loads is kept for ever, its name being its content', async () => {
    const response = await get(`/${await panel()}`, { origin: 'https://allowed.example' });
    expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    expect(response.headers.get('vary')).toContain('Origin');
    expect((await get('/widget/panel-00000000.js')).status).toBe(404);
  });

  test('a site that is not on the list gets a script that says so', async () => {
    const response = await get(`/${await panel()}`, { origin: 'https://other.example' });
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(await response.text()).toBe(
      'throw Error("https://other.example may not show this assistant. Add it to ALLOWED_ORIGINS on the assistant\'s server.")',
    );
  });

  test('compressed where the client takes it', async () => {
    const plain = await get('/widget.js');
    const raw = await new Promise<{ encoding?: string; body: Buffer }>((resolve) => {
      import('node:http').then(({ get: ask }) =>
        ask(`${served.url}/widget.js`, { headers: { 'accept-encoding': 'br;q=0, gzip' } }, (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk) => chunks.push(chunk));
          response.on('end', () =>
            resolve({ encoding: response.headers['content-encoding'], body: Buffer.concat(chunks) }),
          );
        }),
      );
    });
    expect(raw.encoding).toBe('gzip');
    expect(gunzipSync(raw.body).toString()).toBe(await plain.text());
  });

  test.each([
    ['/', undefined, 'fr'],
    ['/', 'es-MX,en;q=0.5', 'es'],
    ['/', 'de, en;q=0.8, fr;q=0.2', 'en'],
    ['/?locale=en', 'fr', 'en'],
    ['/?locale=__proto__', 'es', 'es'],
    ['/faq', 'en', 'en'],
    ['/faq?locale=es', 'fr', 'es'],
    ['/fr/faq', 'es', 'fr'],
  ])('%s for a browser that wants %s is in %s', async (address, language, locale) => {
    const response = await get(address, language ? { 'accept-language': language } : {});
    expect(await response.text()).toContain(`<html lang="${locale}">`);
  });

  test('pages allow nothing from elsewhere, nothing inline, and no frame but for /chat on sites of the list', async () => {
    const policy = async (address: string) =>
      (await get(address)).headers.get('content-security-policy') ?? '';
    for (const address of ['/', '/chat', '/faq']) {
      expect(await policy(address)).toMatch(/default-src 'none'; script-src 'self'; style-src 'self'/);
      expect(await policy(address)).not.toContain('unsafe');
      expect(await policy(address)).toContain("require-trusted-types-for 'script'");
    }
    expect(await policy('/')).toContain("frame-ancestors 'none'");
    expect(await policy('/chat')).toContain("frame-ancestors 'self' https://allowed.example;");
    expect((await get('/chat')).headers.get('x-frame-options')).toBeNull();
  });

  test.each(LOCALES)(
    'the questions page in %s holds every approved answer, for people and for machines',
    async (locale) => {
      const page = await (await get(`/${locale}/faq`)).text();
      const knowledge = readKnowledge(path.join(ROOT, 'data'), LOCALES_DIR);
      const data = JSON.parse(/<script type="application\/ld\+json">(.*?)<\/script>/s.exec(page)?.[1] ?? '');
      const answered = knowledge.topics
        .map((topic) => knowledge.answer(topic, locale, new Date()))
        .filter((answer) => answer?.source);
      expect(data['@type']).toBe('FAQPage');
      expect(
        data.mainEntity.map((entry: { acceptedAnswer: { text: string } }) => entry.acceptedAnswer.text),
      ).toEqual(answered.map((answer) => answer?.text));
      expect(page.match(/<section id=/g)).toHaveLength(answered.length);
      expect(page).not.toMatch(/<script(?! type="application\/ld\+json")/);
    },
  );
});

test('every topic that has a text has its question, in each language', () => {
  const { topics } = readKnowledge(path.join(ROOT, 'data'), LOCALES_DIR);
  for (const locale of LOCALES) {
    const { faq } = JSON.parse(readFileSync(path.join(LOCALES_DIR, locale, 'widget.json'), 'utf8'));
    expect({ locale, lacks: topics.filter((topic) => !faq.question[topic]) }).toEqual({ locale, lacks: [] });
  }
});

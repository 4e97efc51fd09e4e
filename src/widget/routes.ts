import type { IncomingMessage } from 'node:http';
import type { Config } from '../config.ts';
import { type Knowledge, readKnowledge } from '../content/knowledge.ts';
import { createOriginCheck } from '../http/cors.ts';
import { HttpError } from '../http/http-error.ts';
import type { Route } from '../http/route.ts';
import { LOCALES, type Locale, pickLocale } from '../locale.ts';
import { ASK_AGAIN, type Asset, createAsset, FOR_EVER, sendAsset } from './asset.ts';
import { bundleWidget } from './bundle.ts';
import { FAVICON } from './favicon.ts';
import { chatPage, framePage } from './pages/chat.ts';
import { faqPage } from './pages/faq.ts';
import { pageHeaders } from './pages/policy.ts';
import { refusalScript } from './refusal.ts';
import { readTexts } from './texts.ts';

/** Scripts are for other sites to load; helmet's default would keep them to ours. */
const SCRIPT = {
  'content-type': 'text/javascript; charset=utf-8',
  'cross-origin-resource-policy': 'cross-origin',
};
const TYPES: Record<string, string> = { css: 'text/css; charset=utf-8', js: SCRIPT['content-type'] };

export type WidgetConfig = Pick<
  Config,
  'allowedOrigins' | 'publicUrl' | 'host' | 'port' | 'defaultLocale' | 'localesDir' | 'contentDir'
>;

/**
 * The widget and our own pages: `/` the chat, `/chat` the same for frames, `/faq` the answers without scripts,
 * `/widget.js` the loader and `/widget/…` what it loads. Everything is bundled and compressed here, once.
 */
export async function widgetRoutes(
  config: WidgetConfig,
  knowledge: Knowledge = readKnowledge(config.contentDir, config.localesDir),
  now = () => new Date(),
): Promise<Route[]> {
  const texts = readTexts(config.localesDir);
  const bundle = await bundleWidget(config.localesDir);
  const trusts = createOriginCheck(config);
  const home = (config.publicUrl ?? `http://${config.host}:${config.port}`).replace(/\/*$/, '/');
  const framedBy = config.allowedOrigins;

  const loader = await createAsset(bundle.loader, { ...SCRIPT, 'cache-control': ASK_AGAIN });
  const files = new Map<string, Asset>();
  for (const [name, text] of bundle.files) files.set(name, await createAsset(text, fileHeaders(name)));
  const favicon = await createAsset(FAVICON, {
    'content-type': 'image/svg+xml',
    'cache-control': 'public, max-age=86400',
  });
  const chats = await pages(
    (locale) => chatPage(texts[locale], locale, bundle.pageStyle),
    pageHeaders(config),
  );
  const frames = await pages(
    (locale) => framePage(texts[locale], locale, bundle.pageStyle),
    pageHeaders(config, framedBy),
  );
  const localeOf = (request: IncomingMessage) =>
    pickLocale(queryOf(request).get('locale') ?? undefined, ...acceptedLanguages(request)) ??
    config.defaultLocale;

  const faq = async (locale: Locale): Promise<Asset> =>
    createAsset(
      faqPage({ texts: texts[locale], locale, style: bundle.pageStyle, knowledge, today: now(), home }),
      { ...pageHeaders(config), 'cache-control': ASK_AGAIN },
    );

  return [
    get('/', (request, response) => sendAsset(request, response, chats[localeOf(request)])),
    get('/chat', (request, response) => {
      response.removeHeader('x-frame-options');
      sendAsset(request, response, frames[localeOf(request)]);
    }),
    get('/faq', async (request, response) => sendAsset(request, response, await faq(localeOf(request)))),
    ...LOCALES.map((locale) =>
      get(`/${locale}/faq`, async (request, response) => sendAsset(request, response, await faq(locale))),
    ),
    get('/widget.js', (request, response) => sendAsset(request, response, loader)),
    get('/widget/:file', (request, response) => {
      const file = files.get(String(request.params.file));
      if (!file) throw new HttpError(404, 'NotFound', 'There is nothing at this address.');
      response.setHeader('vary', 'Origin');
      response.setHeader('access-control-allow-origin', '*');
      if (trusts(request)) return sendAsset(request, response, file);
      response.writeHead(200, { ...SCRIPT, 'cache-control': 'no-store' });
      response.end(refusalScript(String(request.headers.origin)));
    }),
    get('/favicon.svg', (request, response) => sendAsset(request, response, favicon)),
    get('/favicon.ico', (request, response) => sendAsset(request, response, favicon)),
  ];
}

const get = (path: string, handle: Route['handle']): Route => ({ method: 'GET', path, handle });

const fileHeaders = (name: string) => ({
  ...SCRIPT,
  'content-type': TYPES[name.split('.').at(-1) ?? ''],
  'cache-control': FOR_EVER,
});

async function pages(render: (locale: Locale) => string, headers: ReturnType<typeof pageHeaders>) {
  const entries = await Promise.all(
    LOCALES.map(async (locale) => [
      locale,
      await createAsset(render(locale), { ...headers, 'cache-control': ASK_AGAIN }),
    ]),
  );
  return Object.fromEntries(entries) as Record<Locale, Asset>;
}

const queryOf = (request: IncomingMessage) => new URL(request.url ?? '', 'http://page').searchParams;

/** The tags of Accept-Language, most wanted first. */
function acceptedLanguages({ headers }: IncomingMessage): string[] {
  return (headers['accept-language'] ?? '')
    .split(',')
    .map((part) => part.trim().split(/\s*;\s*q=/))
    .map(([tag = '', quality = '1']) => ({ tag, quality: Number(quality) }))
    .sort((a, b) => b.quality - a.quality)
    .map(({ tag }) => tag);
}

import type { IncomingMessage } from 'node:http';
import type { Config } from '../config.ts';
import { type Knowledge, readKnowledge } from '../content/knowledge.ts';
import { createOriginCheck } from '../http/cors.ts';
import { HttpError } from '../http/http-error.ts';
import type { Route } from '../http/route.ts';
import { LOCALES } from '../locale.ts';
import { askedLocale } from './asked-locale.ts';
import { ASK_AGAIN, type Asset, createAsset, FOR_EVER, sendAsset } from './asset.ts';
import { FAVICON } from './favicon.ts';
import { keptBundle } from './kept-bundle.ts';
import { createPages } from './pages/pages.ts';
import { refusalScript } from './refusal.ts';
import { readTexts } from './texts.ts';

export type WidgetConfig = Pick<
  Config,
  'allowedOrigins' | 'publicUrl' | 'home' | 'defaultLocale' | 'localesDir' | 'contentDir' | 'cacheDir'
>;

/** Scripts are for other sites to load; helmet's default would keep them to ours. */
const SCRIPT = {
  'content-type': 'text/javascript; charset=utf-8',
  'cross-origin-resource-policy': 'cross-origin',
};

/**
 * The widget and our own pages: `/` the chat, `/chat` the same for frames, `/faq` the answers without scripts,
 * `/widget.js` the loader and `/widget/…` what it loads. Everything is bundled once, and compressed when it is first
 * asked for.
 */
export async function widgetRoutes(
  config: WidgetConfig,
  knowledge: Knowledge = readKnowledge(config.contentDir, config.localesDir),
  now = () => new Date(),
  bundled = keptBundle(config),
): Promise<Route[]> {
  const bundle = await bundled;
  const texts = readTexts(config.localesDir);
  const pages = createPages({ config, texts, knowledge, style: bundle.pageStyle, now });
  const loader = createAsset(bundle.loader, { ...SCRIPT, 'cache-control': ASK_AGAIN });
  const files = filesOf(bundle.files);
  const favicon = createAsset(FAVICON, {
    'content-type': 'image/svg+xml',
    'cache-control': 'public, max-age=86400',
  });
  const trusts = createOriginCheck(config);
  const localeOf = (request: IncomingMessage) => askedLocale(request) ?? config.defaultLocale;

  return [
    get('/', (request, response) => {
      response.setHeader('vary', 'Accept-Language');
      return sendAsset(request, response, pages.chat[localeOf(request)]);
    }),
    get('/chat', (request, response) => {
      // The content policy says it finer: the sites of the list may frame this page.
      response.removeHeader('x-frame-options');
      response.setHeader('vary', 'Accept-Language');
      return sendAsset(request, response, pages.frame[localeOf(request)]);
    }),
    get('/faq', (request, response) => {
      response.setHeader('vary', 'Accept-Language');
      return sendAsset(request, response, pages.faq(localeOf(request)));
    }),
    ...LOCALES.map((locale) =>
      get(`/${locale}/faq`, (request, response) => sendAsset(request, response, pages.faq(locale))),
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

function filesOf(bundled: Map<string, string>): Map<string, Asset> {
  return new Map(
    Array.from(bundled, ([name, text]) => {
      const type = name.endsWith('.css') ? { 'content-type': 'text/css; charset=utf-8' } : {};
      return [name, createAsset(text, { ...SCRIPT, ...type, 'cache-control': FOR_EVER })];
    }),
  );
}

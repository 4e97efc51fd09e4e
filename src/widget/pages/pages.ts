import type { Config } from '../../config.ts';
import type { Knowledge } from '../../content/knowledge.ts';
import { inEachLocale, type Locale } from '../../locale.ts';
import { ASK_AGAIN, type Asset, createAsset } from '../asset.ts';
import type { Texts } from '../texts.ts';
import { chatPage, framePage } from './chat.ts';
import { faqPage } from './faq.ts';
import { pageHeaders } from './policy.ts';

/** Our own pages, each in the three languages, ready to be sent. */
export interface Pages {
  chat: Record<Locale, Asset>;
  frame: Record<Locale, Asset>;
  /** As the answers stand at this moment. */
  faq(locale: Locale): Asset;
}

interface PagesParts {
  config: Pick<Config, 'allowedOrigins' | 'publicUrl' | 'home'>;
  texts: Record<Locale, Texts>;
  knowledge: Knowledge;
  /** Name of the style sheet. */
  style: string;
  now: () => Date;
}

export function createPages({ config, texts, knowledge, style, now }: PagesParts): Pages {
  const { home } = config;
  const ours = { ...pageHeaders(config), 'cache-control': ASK_AGAIN };
  const framed = { ...pageHeaders(config, config.allowedOrigins), 'cache-control': ASK_AGAIN };
  const questions = new Map<Locale, { text: string; page: Asset }>();
  return {
    chat: inEachLocale((locale) => createAsset(chatPage(texts[locale], locale, style), ours)),
    frame: inEachLocale((locale) => createAsset(framePage(texts[locale], locale, style), framed)),
    faq(locale) {
      const text = faqPage({ texts: texts[locale], locale, style, knowledge, today: now(), home });
      // Compressing it is what takes time; writing it does not.
      const made = questions.get(locale);
      if (made?.text === text) return made.page;
      const page = createAsset(text, ours);
      questions.set(locale, { text, page });
      return page;
    },
  };
}

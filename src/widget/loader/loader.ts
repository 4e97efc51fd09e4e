import { type Locale, pickLocale } from '../../locale.ts';
import type { Panel, PanelModule } from '../panel/place.ts';
import type { BubbleTexts } from '../texts.ts';
import css from './bubble.css';
import { drawBubble } from './bubble.ts';

/** Put in by the bundler: the address of the panel below the server's, and the texts of the bubble. */
declare const PANEL: string;
declare const BUBBLE_TEXTS: Record<Locale, BubbleTexts>;

declare global {
  interface Window {
    passerelle: PasserelleChat;
  }
}

/** Name of the element, and of what it stores once the visitor has opened it. */
const NAME = 'passerelle-chat';
const script = document.currentScript as HTMLScriptElement;
/** With a slash at its end. */
const server = new URL('.', script.src).href;

/** `<passerelle-chat>`: a bubble, and the chat itself once it is asked for. `window.passerelle` opens and closes it. */
class PasserelleChat extends HTMLElement {
  #root = this.attachShadow({ mode: 'open' });
  #bubble?: HTMLElement;
  #module?: Promise<PanelModule>;
  #panel?: Panel;
  #frame?: HTMLIFrameElement;
  #tries = 0;
  #wanted = false;
  #blocked = false;

  connectedCallback(): void {
    if (this.#root.firstChild) {
      this.#panel?.start();
      return;
    }
    window.passerelle = this;
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    this.#root.adoptedStyleSheets = [sheet];
    this.style.setProperty('--passerelle-colour', this.dataset.colour ?? '');
    document.addEventListener('securitypolicyviolation', ({ blockedURI }) => {
      if (!/^(widget|v3)\//.test(blockedURI.split(server)[1] ?? '')) return;
      this.#blocked = true;
      this.#panel?.stop();
      if (this.#wanted) this.#showFrame();
    });
    if (this.dataset.mode === 'page') {
      void this.open();
      return;
    }
    this.#bubble = drawBubble(this.#texts.label);
    this.#bubble.onclick = () => void this.open();
    this.#bubble.onpointerenter = () => void this.#fetch().catch(() => {});
    this.#root.append(this.#bubble);
    try {
      // A conversation goes on from page to page; the panel knows whether it was open in this tab.
      if (localStorage[NAME]) setTimeout(() => this.#mount().catch(() => {}), sessionStorage[NAME] ? 0 : 500);
    } catch {
      // Where nothing may be stored every page begins anew.
    }
  }

  disconnectedCallback(): void {
    this.#panel?.stop();
  }

  async open(): Promise<void> {
    this.#wanted = true;
    try {
      if (this.#blocked) this.#showFrame();
      else (await this.#mount()).open();
    } catch (error) {
      // The browser tells of a policy violation after the failure that it causes.
      setTimeout(() => {
        if (this.#blocked) return;
        console.error(NAME, (error as Error).message);
        this.#bubble?.lastElementChild?.replaceChildren(this.#texts.failed);
      }, 50);
    }
  }

  close(): void {
    this.#wanted = false;
    if (this.#frame) this.#frame.hidden = true;
    this.#panel?.close();
    this.#bubble?.focus();
  }

  /** Where the page's own policy keeps the panel or its connection out, a frame shows the chat under the server's. */
  #showFrame(): void {
    this.#panel?.close();
    if (!this.#frame) {
      const { title = this.#texts.label, colour = '' } = this.dataset;
      this.#frame = document.createElement('iframe');
      this.#frame.title = title;
      this.#frame.src = `${server}chat?close&locale=${this.#locale}&colour=${encodeURIComponent(colour)}`;
      this.#root.append(this.#frame);
      addEventListener('message', ({ source, data }) => {
        if (data === NAME && source === this.#frame?.contentWindow) this.close();
      });
    }
    this.#frame.hidden = false;
  }

  get #locale(): Locale {
    return pickLocale(this.dataset.locale, document.documentElement.lang, ...navigator.languages) ?? 'en';
  }

  get #texts(): BubbleTexts {
    return BUBBLE_TEXTS[this.#locale];
  }

  /** A module that failed to load is asked for under another address: browsers remember the failure. */
  #fetch(): Promise<PanelModule> {
    this.#module ??= import(`${server}${PANEL}?${this.#tries}`).catch((error) => {
      this.#module = undefined;
      this.#tries += 1;
      throw error;
    });
    return this.#module as Promise<PanelModule>;
  }

  async #mount(): Promise<Panel> {
    const { mount } = await this.#fetch();
    this.#panel ??= mount({ element: this, root: this.#root, server, locale: this.#locale });
    return this.#panel;
  }
}

if (!customElements.get(NAME)) {
  customElements.define(NAME, PasserelleChat);
  if (!document.querySelector(NAME)) {
    const placed = document.createElement(NAME);
    Object.assign(placed.dataset, script.dataset);
    document.body.append(placed);
  }
}

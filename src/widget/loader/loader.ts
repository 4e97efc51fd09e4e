import { type Locale, pickLocale } from '../../locale.ts';
import type { Panel, PanelModule } from '../panel/place.ts';
import type { BubbleTexts } from '../texts.ts';
import css from './bubble.css';
import { drawBubble } from './bubble.ts';

/** Put in by the bundler: the address of the panel below the server's, and the texts of the bubble. */
declare const PANEL: string;
declare const BUBBLE_TEXTS: Record<Locale, BubbleTexts>;

/** Name of the element, and of what it stores once the visitor has opened it. */
const NAME = 'passerelle-chat';
const script = document.currentScript as HTMLScriptElement;
const server = new URL('.', script.src).href;

/** `<passerelle-chat>`: a bubble, and the chat itself once it is asked for. */
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
    const { mode, colour } = this.dataset;
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    this.#root.adoptedStyleSheets = [sheet];
    if (colour) this.style.setProperty('--passerelle-colour', colour);
    if (mode === 'page') {
      void this.open();
      return;
    }
    this.#bubble = drawBubble(this.#texts.label);
    this.#bubble.onclick = () => void this.open();
    this.#bubble.onpointerenter = () => void this.#fetch().catch(() => {});
    this.#root.append(this.#bubble);
    try {
      // A conversation goes on from page to page; whether it is open is each tab's own matter.
      if (sessionStorage.getItem(NAME)) void this.open();
      else if (localStorage.getItem(NAME)) setTimeout(() => this.#mount().catch(() => {}), 500);
    } catch {
      // Where nothing may be stored every page begins anew.
    }
  }

  disconnectedCallback(): void {
    this.#panel?.stop();
  }

  async open(): Promise<void> {
    this.#wanted = true;
    if (this.#blocked) return this.#showFrame();
    try {
      (await this.#mount()).open();
    } catch (error) {
      // The browser tells of a policy violation after the failure that it causes.
      setTimeout(() => {
        if (this.#blocked) return;
        console.error(`${NAME}: ${(error as Error).message}`);
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

  /** The page's own policy keeps the panel, or its way to the server, from being loaded. */
  fallBack(): void {
    this.#blocked = true;
    this.#panel?.stop();
    if (this.#wanted) this.#showFrame();
  }

  /** Shows the chat in a frame, where the server's policy holds instead of the page's. */
  #showFrame(): void {
    if (this.#frame) {
      this.#frame.hidden = false;
      return;
    }
    this.#panel?.close();
    const { title, colour = '' } = this.dataset;
    this.#frame = document.createElement('iframe');
    this.#frame.title = title ?? this.#texts.label;
    this.#frame.src = `${server}chat?${new URLSearchParams({ locale: this.#locale, colour, close: '1' })}`;
    this.#root.append(this.#frame);
    addEventListener('message', ({ source, data }) => {
      if (data === NAME && source === this.#frame?.contentWindow) this.close();
    });
  }

  get #locale(): Locale {
    return pickLocale(this.dataset.locale, document.documentElement.lang, ...navigator.languages) ?? 'en';
  }

  get #texts(): BubbleTexts {
    return BUBBLE_TEXTS[this.#locale];
  }

  /** A module that failed to load is asked for under another address: browsers remember the failure. */
  #fetch(): Promise<PanelModule> {
    this.#module ??= import(server + PANEL + (this.#tries ? `?${this.#tries}` : '')).catch((error) => {
      this.#module = undefined;
      this.#tries += 1;
      throw error;
    });
    return this.#module as Promise<PanelModule>;
  }

  async #mount(): Promise<Panel> {
    const { mount } = await this.#fetch();
    this.#panel ??= mount({
      element: this,
      root: this.#root,
      bubble: this.#bubble,
      server,
      locale: this.#locale,
      title: this.dataset.title,
      storedAs: NAME,
    });
    return this.#panel;
  }
}

const chat = () => document.querySelector<PasserelleChat>(NAME);

document.addEventListener('securitypolicyviolation', ({ blockedURI }) => {
  if (blockedURI.startsWith(`${server}widget/`) || blockedURI.startsWith(`${server}v3/`)) chat()?.fallBack();
});

if (!customElements.get(NAME)) {
  customElements.define(NAME, PasserelleChat);
  if (!chat()) {
    const placed = document.createElement(NAME);
    Object.assign(placed.dataset, script.dataset);
    document.body.append(placed);
  }
}
Object.assign(window, { passerelle: { open: () => chat()?.open(), close: () => chat()?.close() } });

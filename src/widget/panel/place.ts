import type { Locale } from '../../locale.ts';

/** Where the panel lives, as the loader hands it over. */
export interface Place {
  /** The custom element; its `data-mode="page"` fills the place that it is given instead of floating. */
  element: HTMLElement;
  root: ShadowRoot;
  /** Address of the server, with a slash at its end. */
  server: string;
  locale: Locale;
}

export interface Panel {
  open(): void;
  close(): void;
  /** Goes on after `stop`. */
  start(): void;
  /** Lets go of the connection, for as long as the page or the element is put away. */
  stop(): void;
}

export interface PanelModule {
  mount(place: Place): Panel;
}

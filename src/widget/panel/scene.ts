import type { Locale } from '../../locale.ts';
import type { PanelTexts } from '../texts.ts';
import type { Choice } from './choices.ts';

/** What every view of the panel may ask for. */
export interface Scene {
  /** The words of the panel in the language of the moment. */
  texts: PanelTexts;
  locale: Locale;
  /** Level of the panel's title; the titles of cards are one below. */
  level: 1 | 2;
  /** Says what a button says. */
  choose(choice: Choice): void;
  /** Address of the server, with a slash at its end. */
  server: string;
}

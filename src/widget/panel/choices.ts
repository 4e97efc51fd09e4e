import type { Activity } from '../talk.ts';
import { safeAddress } from './link.ts';
import { isRecord, listOf, textOf } from './unknown.ts';

/** A button: it says something as the visitor, or opens an address. */
export interface Choice {
  title: string;
  /** What is sent; absent for a link. */
  says?: Activity;
  address?: string;
}

/** Card actions of the Bot Framework; those that a page has no use for (calls, sign-in) are left out. */
export const readChoices = (actions: unknown): Choice[] =>
  listOf(actions)
    .filter(isRecord)
    .flatMap(({ type, title, value, text, displayText }): Choice[] => {
      const label = textOf(title) || textOf(value);
      const message = { type: 'message' };
      switch (type) {
        case 'imBack':
          return [{ title: label, says: { ...message, text: textOf(value) || label } }];
        case 'postBack':
          return [{ title: label, says: { ...message, value, text: textOf(value) || undefined } }];
        case 'messageBack':
          return [
            { title: label, says: { ...message, value, text: textOf(displayText) || textOf(text) || label } },
          ];
        case 'openUrl': {
          const address = safeAddress(value);
          return address ? [{ title: label, address }] : [];
        }
        default:
          return [];
      }
    });

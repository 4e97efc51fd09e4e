import type { HandoffContact } from '../review.ts';
import { maskEmails } from './emails.ts';
import { maskKnown } from './known.ts';
import { mask } from './mask.ts';
import { maskCards, maskSins } from './numbers.ts';
import { maskPhones } from './phones.ts';

const POSTAL_CODE =
  /(?<![\p{L}\p{N}])[ABCEGHJ-NPRSTVXY]\d[ABCEGHJ-NPRSTV-Z][ -]?\d[ABCEGHJ-NPRSTV-Z]\d(?![\p{L}\p{N}])/giu;

const maskPostalCodes = (text: string): string => text.replace(POSTAL_CODE, mask('postal-code'));

/**
 * A text with personal data replaced by masks such as `[email]`: e-mail addresses, also "name (at) domain
 * dot com", phone numbers, social insurance numbers, payment cards, Canadian postal codes, and what the bot
 * itself collected. Names that nobody told the bot about stay: no rule finds them in three languages.
 */
export function redact(text: string, known: HandoffContact[] = []): string {
  const steps = [
    // Before names: an address that holds one goes as a whole.
    maskEmails,
    (shown: string) => maskKnown(shown, known),
    maskCards,
    // Before insurance numbers: a phone's digits may pass their check by chance.
    maskPhones,
    maskSins,
    maskPostalCodes,
  ];
  return steps.reduce((shown, step) => step(shown), text);
}

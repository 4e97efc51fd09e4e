import type { Locale } from '../../../locale.ts';
import type { Reading } from '../reading.ts';

const words = (text: string): ReadonlySet<string> => new Set(text.split('|'));

/**
 * All that the recognizers know for yes and no, folded, as their expressions have it. A message that is none of it, and
 * nothing else, need not be asked about; most of it our own vocabulary knows.
 */
const YES_AND_NO: Record<Locale, ReadonlySet<string>> = {
  fr: words(
    'sur|ouais|oui|yep|y|sure|approuver|accepter|consentir|d accord|ca marche|faux|nan|non|pas|pas d accord|pas concorder',
  ),
  en: words('true|yes|yep|yup|yeah|y|sure|ok|agree|false|nope|nop|no|not ok|disagree'),
  es: words('verdad|verdadero|si|sip|s|cierto|por supuesto|ok|falso|no|nop|n'),
};

/** The whole message is a yes or a no to the recognizers. */
export const isYesOrNo = ({ tokens, locale }: Reading): boolean =>
  YES_AND_NO[locale].has(tokens.map(({ word }) => word).join(' '));

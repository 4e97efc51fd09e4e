import { acceptedTags } from '../http/accept-language.ts';
import { pickLocale } from '../locale.ts';

/** A BCP 47 tag in its canonical form, `undefined` for anything else. */
export function languageTag(text: string): string | undefined {
  try {
    return text.length <= 35 ? Intl.getCanonicalLocales(text)[0] : undefined;
  } catch {
    return undefined;
  }
}

/** The tag of Accept-Language that the reader likes best among those whose language we speak. */
export const acceptedTag = (header: string | undefined): string | undefined =>
  acceptedTags(header)
    .map(languageTag)
    .find((tag) => pickLocale(tag) !== undefined);

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
export function acceptedTag(header: string | undefined): string | undefined {
  return (header ?? '')
    .split(',', 20)
    .map((part) => {
      const [tag = '', quality] = part.split(';q=');
      return { tag: languageTag(tag.trim()), quality: Number(quality ?? 1) };
    })
    .filter(({ tag, quality }) => quality > 0 && pickLocale(tag) !== undefined)
    .sort((a, b) => b.quality - a.quality)[0]?.tag;
}

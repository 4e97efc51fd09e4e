/** More languages than anybody reads. */
const MOST = 20;

/** The tags of an Accept-Language header, most wanted first, without those that are not wanted (RFC 9110, 12.5.4). */
export const acceptedTags = (header: string | undefined): string[] =>
  (header ?? '')
    .split(',', MOST)
    .map((part) => part.trim().split(/\s*;\s*q=/i))
    .map(([tag = '', quality = '1']) => ({ tag, quality: Number(quality) }))
    .filter(({ tag, quality }) => tag !== '' && quality > 0)
    .sort((a, b) => b.quality - a.quality)
    .map(({ tag }) => tag);

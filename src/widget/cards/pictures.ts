const PICTURES = ['Image', 'Media'];
/** Properties of elements and actions that name a picture. */
const ADDRESSES = ['backgroundImage', 'iconUrl', 'poster'];

/** The card without the pictures that other servers would be asked for; their descriptions stay. */
export function withoutForeignPictures<T>(value: T, origin: string): T {
  if (Array.isArray(value)) return value.map((item) => withoutForeignPictures(item, origin)) as T;
  if (typeof value !== 'object' || value === null) return value;
  const { type, url, altText } = value as Record<string, unknown>;
  if (PICTURES.includes(String(type)) && !isFrom(url, origin))
    return {
      type: 'TextBlock',
      wrap: true,
      isSubtle: true,
      text: typeof altText === 'string' ? altText : '',
    } as T;
  const kept = Object.entries(value)
    .filter(([name, part]) => !ADDRESSES.includes(name) || isFrom(part?.url ?? part, origin))
    .map(([name, part]) => [name, withoutForeignPictures(part, origin)]);
  return Object.fromEntries(kept);
}

const isFrom = (address: unknown, origin: string): boolean =>
  typeof address === 'string' && URL.canParse(address) && new URL(address).origin === origin;

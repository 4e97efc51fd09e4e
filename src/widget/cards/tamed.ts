const PICTURES = ['Image', 'Media'];
/** Properties of elements and actions that name a picture. */
const ADDRESSES = ['backgroundImage', 'iconUrl', 'poster'];

interface Allowed {
  /** Pictures come from there alone: another server would learn who looks at them. */
  origin: string;
  /** The address when it may be opened. */
  safeAddress(address: unknown): string | undefined;
}

/** The card without pictures from elsewhere, whose descriptions stay, and without buttons that lead nowhere good. */
export function tamed<T>(value: T, allowed: Allowed): T {
  if (Array.isArray(value))
    return value.filter((item) => !isBadLink(item, allowed)).map((item) => tamed(item, allowed)) as T;
  if (typeof value !== 'object' || value === null) return value;
  const { type, url, altText } = value as Record<string, unknown>;
  if (PICTURES.includes(String(type)) && !isFrom(url, allowed))
    return {
      type: 'TextBlock',
      wrap: true,
      isSubtle: true,
      text: typeof altText === 'string' ? altText : '',
    } as T;
  const kept = Object.entries(value)
    .filter(([name, part]) => !ADDRESSES.includes(name) || isFrom(part?.url ?? part, allowed))
    .filter(([, part]) => !isBadLink(part, allowed))
    .map(([name, part]) => [name, tamed(part, allowed)]);
  return Object.fromEntries(kept);
}

const isFrom = (address: unknown, { origin }: Allowed): boolean =>
  typeof address === 'string' && URL.canParse(address) && new URL(address).origin === origin;

const isBadLink = (part: unknown, { safeAddress }: Allowed): boolean => {
  const { type, url } = Object(part);
  return type === 'Action.OpenUrl' && safeAddress(url) === undefined;
};

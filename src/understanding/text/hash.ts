// biome-ignore-all lint/style/noNonNullAssertion: positions within the keys
/** FNV-1a over UTF-16 units, to be continued unit by unit. */
const HASH_START = 0x811c9dc5;

export function hashUnit(hash: number, unit: number): number {
  return Math.imul(hash ^ unit, 0x01000193);
}

export function hashText(text: string, seed = HASH_START): number {
  let hash = seed;
  for (let at = 0; at < text.length; at++) hash = hashUnit(hash, text.charCodeAt(at));
  return hash;
}

/** Spreads the bits (murmur3's finaliser), so that sorted hashes lie evenly; an unsigned 32-bit integer. */
export function finishHash(hash: number): number {
  let mixed = hash ^ (hash >>> 16);
  mixed = Math.imul(mixed, 0x85ebca6b);
  mixed ^= mixed >>> 13;
  mixed = Math.imul(mixed, 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

/**
 * Index of a key in ascending unsigned keys, or -1. Hashes lie evenly, so that each look goes to where the key should be
 * between the two that enclose it: four or five looks into a vocabulary instead of seventeen.
 */
export function findSorted(keys: Uint32Array, key: number): number {
  let low = 0;
  let high = keys.length - 1;
  while (low <= high) {
    const first = keys[low]!;
    const last = keys[high]!;
    if (key < first || key > last) return -1;
    if (first === last) return low;
    const middle = low + Math.floor(((key - first) / (last - first)) * (high - low));
    const found = keys[middle]!;
    if (found === key) return middle;
    if (found < key) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}

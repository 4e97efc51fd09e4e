import { createRandom } from '../../src/understanding/random.ts';

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';

/** The text with `rate` slips for every ten characters: a letter lost, doubled by another, changed or swapped. */
export function withTypos(text: string, rate: number, seed: number): string {
  const random = createRandom(seed);
  const pick = (below: number): number => Math.floor(random() * below);
  let letters = [...text];
  for (let slip = Math.round((letters.length * rate) / 10); slip > 0 && letters.length > 1; slip--) {
    const at = pick(letters.length - 1);
    const here = letters[at] ?? '';
    const stray = LETTERS[pick(LETTERS.length)] ?? '';
    const kinds = [[], [here, stray], [stray], [letters[at + 1] ?? '', here]];
    const kind = pick(kinds.length);
    letters = [...letters.slice(0, at), ...(kinds[kind] ?? []), ...letters.slice(at + (kind === 3 ? 2 : 1))];
  }
  return letters.join('');
}

/** As people type in a hurry: lower case, no accents, no punctuation. */
export function plain(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\p{L}\p{N}\s]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

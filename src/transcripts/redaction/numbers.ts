import { type Masked, mask } from './mask.ts';

/** Digits in groups, as people write them: "4111 1111 1111 1111", "046-454-286". */
const RUN = /(?<![\p{L}\p{N}])\d+(?:[ \u00a0\u202f.-]\d+)*(?![\p{L}\p{N}])/gu;

const KINDS: { kind: Masked; isIt: (digits: string) => boolean }[] = [
  { kind: 'card', isIt: (digits) => /^[2-6]\d{12,18}$/.test(digits) && passesLuhn(digits) },
  { kind: 'sin', isIt: (digits) => /^\d{9}$/.test(digits) && passesLuhn(digits) && !/^0+$/.test(digits) },
];

/** Masks payment cards and social insurance numbers, also where other numbers stand beside them. */
export const maskNumbers = (text: string): string => text.replace(RUN, maskRun);

function maskRun(run: string): string {
  // Digits at even places, what stands between them at odd ones.
  const parts = run.split(/(\D)/);
  for (let from = 0; from < parts.length; from += 2) {
    for (let to = parts.length; to > from; to -= 2) {
      const digits = parts.slice(from, to).filter((_, index) => index % 2 === 0);
      const found = digits.join('').length <= 19 && KINDS.find(({ isIt }) => isIt(digits.join('')));
      if (found) {
        const rest = parts.slice(to).join('');
        return parts.slice(0, from).join('') + mask(found.kind) + (rest && maskRun(rest));
      }
    }
  }
  return run;
}

/** The check digit of cards and of Canadian social insurance numbers (ISO/IEC 7812-1, annex B). */
export function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (const [index, digit] of [...digits].reverse().entries()) {
    const doubled = Number(digit) * (index % 2 === 0 ? 1 : 2);
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

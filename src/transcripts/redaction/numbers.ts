import { type Masked, mask } from './mask.ts';

/** Digits in groups, as people write them: "4111 1111 1111 1111", "046-454-286". */
const RUN = /(?<![\p{L}\p{N}])\d+(?:[ \u00a0\u202f.-]\d+)*(?![\p{L}\p{N}])/gu;

/** Digits of the longest card. */
const LONGEST = 19;

type Rule = (digits: string) => boolean;

const isCard: Rule = (digits) => /^[2-6]\d{12,18}$/.test(digits) && passesLuhn(digits);
const isSin: Rule = (digits) => /^\d{9}$/.test(digits) && passesLuhn(digits) && !/^0+$/.test(digits);

/** Masks payment cards, also where other numbers stand beside them. */
export const maskCards = (text: string): string => text.replace(RUN, (run) => maskRun(run, 'card', isCard));

/** Masks social insurance numbers, also where other numbers stand beside them. */
export const maskSins = (text: string): string => text.replace(RUN, (run) => maskRun(run, 'sin', isSin));

/** Replaces the groups of digits that together keep the rule. */
function maskRun(run: string, kind: Masked, rule: Rule): string {
  // Digits at even places, what stands between them at odd ones.
  const parts = run.split(/(\D)/);
  for (let from = 0; from < parts.length; from += 2) {
    let digits = '';
    for (let to = from; to < parts.length && digits.length < LONGEST; to += 2) {
      digits += parts[to];
      if (!rule(digits)) continue;
      const rest = parts.slice(to + 1).join('');
      return parts.slice(0, from).join('') + mask(kind) + maskRun(rest, kind, rule);
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

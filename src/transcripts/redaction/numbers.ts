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

/** Replaces the groups of digits that together keep the rule; one pass, however long the run. */
function maskRun(run: string, kind: Masked, rule: Rule): string {
  // Digits at even places, what stands between them at odd ones.
  const parts = run.split(/(\D)/);
  const shown: string[] = [];
  for (let from = 0; from < parts.length; ) {
    const last = lastOfNumber(parts, from, rule);
    shown.push(last === undefined ? (parts[from] ?? '') : mask(kind));
    from = (last ?? from) + 1;
    if (from < parts.length) shown.push(parts[from++] ?? '');
  }
  return shown.join('');
}

/** Where the groups end that from here on together keep the rule. */
function lastOfNumber(parts: string[], from: number, rule: Rule): number | undefined {
  let digits = '';
  for (let at = from; at < parts.length && digits.length < LONGEST; at += 2) {
    digits += parts[at];
    if (rule(digits)) return at;
  }
  return undefined;
}

/** The check digit of cards and of Canadian social insurance numbers (ISO/IEC 7812-1, annex B). */
function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let place = 0; place < digits.length; place++) {
    const digit = Number(digits[digits.length - 1 - place]);
    const weighed = place % 2 === 0 ? digit : digit * 2;
    sum += weighed > 9 ? weighed - 9 : weighed;
  }
  return sum % 10 === 0;
}

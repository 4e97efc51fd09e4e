import type { LanguageNeed } from '../mandate.ts';

/** A language need as one word: `fr:B2`, or `en:B1:optional` for one that only helps. */
export const writeLanguage = ({ code, level, required }: LanguageNeed): string =>
  [code, level, ...(required === undefined ? [] : [required ? 'required' : 'optional'])].join(':');

/** The inverse. What is written otherwise is handed on as it stands, for the schema to refuse. */
export function readLanguage(notation: string): unknown {
  const [code, level, need, ...rest] = notation.trim().split(':');
  if (rest.length > 0 || !['required', 'optional', undefined].includes(need)) return notation;
  return { code, level, ...(need && { required: need === 'required' }) };
}

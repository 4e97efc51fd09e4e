import { z } from 'zod';
import domainsFile from '../../data/domains.json' with { type: 'json' };
import { LOCALES } from '../locale.ts';
import { DOMAINS, type Domain } from '../profile.ts';
import { fold, stem } from './words.ts';

const Words = z.array(z.string().regex(/^[\p{L}\p{N}+#]{2,}$/u, 'one single word'));

const Domains = z.record(
  z.enum(DOMAINS),
  z.strictObject({
    /** A short name for figures, file names and style sheets. */
    key: z.string().regex(/^[a-z]{2,10}$/),
    words: z.strictObject({ fr: Words, en: Words, es: Words }),
  }),
);
export type Domains = z.infer<typeof Domains>;

/** The fields of expertise as `data/domains.json` has them: short key, and the words that point to each. */
export const domains: Domains = Domains.parse(domainsFile);

/** Stem (`fr:agricol`) → the fields that the word points to. */
export function domainsByStem(from: Domains = domains): Map<string, Domain[]> {
  const byStem = new Map<string, Domain[]>();
  for (const domain of DOMAINS) {
    for (const locale of LOCALES) {
      for (const word of new Set(from[domain].words[locale].map((w) => stem(locale, fold(w))))) {
        byStem.set(word, [...(byStem.get(word) ?? []), domain]);
      }
    }
  }
  return byStem;
}

import { z } from 'zod';
import domainsFile from '../../data/domains.json' with { type: 'json' };
import { LOCALES } from '../locale.ts';
import { DOMAINS, type Domain } from '../profile.ts';
import { stemsIn } from './words.ts';

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

/** Stem (`agricol`) → the fields that the word points to. */
export function domainsByStem(from: Domains = domains): Map<string, Domain[]> {
  const byStem = new Map<string, Domain[]>();
  for (const domain of DOMAINS) {
    const words = LOCALES.flatMap((locale) => stemsIn(locale, from[domain].words[locale].join(' ')));
    for (const stem of new Set(words)) byStem.set(stem, [...(byStem.get(stem) ?? []), domain]);
  }
  return byStem;
}

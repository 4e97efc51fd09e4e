import { z } from 'zod';

/** What the programme calls its fields of expertise (CECI, 17 March 2022), `other` for "and more". */
export const DOMAINS = [
  'gender-equality',
  'environment-climate',
  'communications',
  'management-innovation',
  'agriculture',
  'web-development',
  'monitoring-evaluation-learning',
  'organisational-development',
  'other',
] as const;
export type Domain = (typeof DOMAINS)[number];

/** Levels of the Common European Framework of Reference, lowest first. */
export const LEVELS = ['A1', 'A2', 'B1', 'B2', 'C1', 'C2'] as const;
export type Level = (typeof LEVELS)[number];

export const RESIDENCIES = ['citizen', 'permanent-resident', 'temporary-resident', 'none'] as const;
export type Residency = (typeof RESIDENCIES)[number];

/** The eight countries of the source, ISO 3166-1 alpha-2. */
export const COUNTRIES = ['BJ', 'BO', 'BF', 'GT', 'HT', 'NP', 'RW', 'SN'] as const;

export const Month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'a month is written YYYY-MM');

const Months = z.number().positive().max(600);

/**
 * What is known of a visitor; any part may be missing, which means "not known yet".
 * The same shape is a profile file of `npm run match`, the slots of a message and the memory of a conversation.
 */
export const Profile = z.strictObject({
  residency: z.enum(RESIDENCIES).optional(),
  /** ISO 639-1 code → CEFR level. */
  languages: z.record(z.string().regex(/^[a-z]{2}$/), z.enum(LEVELS)).optional(),
  availability: z
    .strictObject({ minMonths: Months.optional(), maxMonths: Months.optional(), from: Month.optional() })
    .refine((a) => (a.minMonths ?? 0) <= (a.maxMonths ?? Infinity), 'minMonths is more than maxMonths')
    .optional(),
  domains: z.array(z.enum(DOMAINS)).optional(),
  /** ISO 3166-1 alpha-2; an empty list means "anywhere". */
  countries: z.array(z.string().regex(/^[A-Z]{2}$/)).optional(),
  skills: z.array(z.string().min(1).max(200)).optional(),
});
export type Profile = z.infer<typeof Profile>;

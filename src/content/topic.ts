import { z } from 'zod';

const Day = z.iso.date();

export const Source = z.strictObject({
  title: z.string().min(1),
  publisher: z.string().min(1),
  publishedOn: Day,
  url: z.url().optional(),
});
export type Source = z.infer<typeof Source>;

export const Topic = z.strictObject({
  /** Id of the source that the answer stands on; absent: there is no approved answer, and the text says so. */
  source: z.string().optional(),
  approvedOn: Day.optional(),
  approvedBy: z.string().optional(),
  /** From that day on the answer is no longer given: facts age. */
  expiresOn: Day.optional(),
  /** What a visitor would ask next: topics, offered as quick replies. */
  next: z.array(z.string()).default([]),
});
export type Topic = z.infer<typeof Topic>;

/** `data/knowledge.json`. */
export const KnowledgeFile = z.strictObject({
  sources: z.record(z.string(), Source),
  topics: z.record(z.string(), Topic),
});

import { z } from 'zod';
import { LOCALES } from '../../locale.ts';

/** What the dialogs put together for whoever takes over; what of it cannot be read is left out. */
const Summary = z
  .object({
    locale: z.enum(LOCALES).optional().catch(undefined),
    /** The visitor asked, passed a question on, or wants to talk about a mandate. */
    reason: z.enum(['asked', 'question', 'mandate']).optional().catch(undefined),
    asked: z.array(z.string()).catch([]),
    profile: z.array(z.object({ field: z.string(), text: z.string() })).catch([]),
    verdict: z.enum(['yes', 'no', 'to-confirm']).optional().catch(undefined),
    suggested: z.array(z.string()).catch([]),
    mandate: z.string().optional().catch(undefined),
  })
  .catch({ asked: [], profile: [], suggested: [] });

export type HandoffSummary = z.infer<typeof Summary>;

export const readSummary = (summary: unknown): HandoffSummary => Summary.parse(summary);

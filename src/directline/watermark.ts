import { HttpError } from '../http/http-error.ts';

/**
 * The position that a client has got to, 0 for one that has seen nothing (Azure writes "-" for it).
 * @throws {HttpError} 400 for what was never a watermark of ours.
 */
export function readWatermark(text: string | null): number {
  if (!text || text === '-') return 0;
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new HttpError(400, 'BadArgument', 'watermark: must be one that the server gave');
}

/** A watermark beyond the end of the log is from before it was erased: the new one is sent from its beginning. */
export const resumeAt = (watermark: number, lastSeq: number): number => (watermark > lastSeq ? 0 : watermark);

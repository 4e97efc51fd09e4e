import type { Candidate, Zone } from './understood.ts';

/**
 * Where sure ends and where a guess begins. Calibration also sees hidden topics and many near misses from outside, so
 * that two fifths are already sure. Set on questions that training had not seen:
 * a wrong direct answer costs a visitor's trust, a question back only a click.
 */
export const ANSWER_FROM = 0.4;
export const CLARIFY_FROM = 0.09;

export function zoneOf([best]: readonly Candidate[]): Zone {
  if (!best || best.confidence < CLARIFY_FROM) return 'fallback';
  return best.confidence < ANSWER_FROM ? 'clarify' : 'answer';
}

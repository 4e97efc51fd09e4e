import type { Candidate, Zone } from './understood.ts';

/**
 * Where sure ends and where a guess begins, as calibrated probabilities. Set on phrases that training had not seen:
 * a wrong direct answer costs a visitor's trust, a question back only a click.
 */
export const ANSWER_FROM = 0.58;
export const CLARIFY_FROM = 0.12;

export function zoneOf([best]: readonly Candidate[]): Zone {
  if (!best || best.confidence < CLARIFY_FROM) return 'fallback';
  return best.confidence < ANSWER_FROM ? 'clarify' : 'answer';
}

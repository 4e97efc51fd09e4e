import type { Suggestion } from './fit.ts';

/** How many a visitor sees at once. */
const SHOWN = 3;
/** Scores that differ by less are near enough to put a country forward. */
const NEAR = 0.05;

/**
 * When the first three would all lie in one country, puts the best of another country third, as long as its score is
 * near and it fits as well. Everything else keeps its order.
 */
export function varied(suggestions: Suggestion[]): Suggestion[] {
  const shown = suggestions.slice(0, SHOWN);
  const [first] = shown;
  const last = shown[SHOWN - 1];
  if (!first || !last || shown.some(({ mandate }) => mandate.country !== first.mandate.country))
    return suggestions;
  const other = suggestions.find(
    ({ mandate, score, fits }) =>
      mandate.country !== first.mandate.country && last.score - score < NEAR && (fits || !last.fits),
  );
  if (!other) return suggestions;
  const rest = suggestions.slice(SHOWN - 1).filter((suggestion) => suggestion !== other);
  return [...suggestions.slice(0, SHOWN - 1), other, ...rest];
}

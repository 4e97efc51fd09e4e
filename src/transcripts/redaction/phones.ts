import { type CountryCode, findPhoneNumbersInText } from 'libphonenumber-js';
import { mask } from './mask.ts';

/** Where visitors write their number without a country's code. */
const COUNTRIES: CountryCode[] = ['CA', 'FR', 'ES'];

const FEWEST_DIGITS = 7;

export function maskPhones(text: string): string {
  return COUNTRIES.reduce((shown, country) => maskPhonesOf(country, shown), text);
}

function maskPhonesOf(country: CountryCode, text: string): string {
  // Most messages hold no number at all; looking for one costs more than counting digits.
  if ((text.match(/\d/g)?.length ?? 0) < FEWEST_DIGITS) return text;
  return findPhoneNumbersInText(text, country)
    .reverse()
    .reduce(
      (shown, { startsAt, endsAt }) => shown.slice(0, startsAt) + mask('phone') + shown.slice(endsAt),
      text,
    );
}

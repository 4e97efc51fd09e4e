import { type CountryCode, findPhoneNumbersInText } from 'libphonenumber-js';
import { mask } from './mask.ts';

/** Where visitors write their number without a country's code. */
const COUNTRIES: CountryCode[] = ['CA', 'FR', 'ES'];

const FEWEST_DIGITS = 7;

/** A message with more is no conversation, and finding true numbers in it would take seconds. */
const MOST_DIGITS = 500;
const ANY_RUN = /\+?\d(?:[ ().-]{0,3}\d){6,}/g;

export function maskPhones(text: string): string {
  const digits = text.match(/\d/g)?.length ?? 0;
  if (digits < FEWEST_DIGITS) return text;
  if (digits > MOST_DIGITS) return text.replace(ANY_RUN, mask('phone'));
  return COUNTRIES.reduce((shown, country) => maskPhonesOf(country, shown), text);
}

function maskPhonesOf(country: CountryCode, text: string): string {
  return findPhoneNumbersInText(text, country).reduceRight((shown, { startsAt, endsAt }) => {
    // A bracket around the whole number is no part of it.
    const opening = /^\([^)]*$/.test(text.slice(startsAt, endsAt)) ? '(' : '';
    return shown.slice(0, startsAt) + opening + mask('phone') + shown.slice(endsAt);
  }, text);
}

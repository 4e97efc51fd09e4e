import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/**
 * The library that knows the telephone numbers of every country, loaded when somebody first gives one: few do, and
 * every start would wait for it.
 */
export const phones = (): typeof import('libphonenumber-js') => require('libphonenumber-js');

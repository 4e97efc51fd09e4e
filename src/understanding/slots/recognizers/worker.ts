import { parentPort } from 'node:worker_threads';
import { LOCALES } from '../../../locale.ts';
import type { FromWorker, ToWorker } from './found.ts';
import { recognize } from './recognize.ts';

/**
 * The thread in which the recognizers run: their first French text takes seconds, and some texts never end.
 * It warms every language up, says so, then answers one message at a time.
 */

const SAMPLES = {
  fr: 'dans trois mois, le 3 mars, oui',
  en: 'in three months, March 3rd, yes',
  es: 'en tres meses, el 3 de marzo, sí',
};

const send = (message: FromWorker): void => parentPort?.postMessage(message);

for (const locale of LOCALES) recognize({ text: SAMPLES[locale], locale, now: Date.now(), times: true });

parentPort?.on('message', ({ id, ...request }: ToWorker) => send({ id, found: recognize(request) }));
send({ ready: true });

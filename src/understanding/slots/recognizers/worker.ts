import { parentPort } from 'node:worker_threads';
import type { FromWorker, ToWorker } from './found.ts';
import { recognize } from './recognize.ts';

/**
 * The thread in which the recognizers run: their first text of a language takes seconds, and some texts never end.
 * It answers one message at a time.
 */

const SAMPLES = {
  fr: 'dans trois mois, le 3 mars',
  en: 'in three months, March 3rd',
  es: 'en tres meses, el 3 de marzo',
};

const send = (message: FromWorker): void => parentPort?.postMessage(message);

parentPort?.on('message', (order: ToWorker) => {
  if ('id' in order) return send({ id: order.id, found: recognize(order) });
  recognize({ text: SAMPLES[order.warm], locale: order.warm, now: Date.now() });
  send({ warm: order.warm });
});

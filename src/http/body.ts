import type { IncomingMessage } from 'node:http';
import { HttpError } from './http-error.ts';
import { parseJson } from './json.ts';
import type { Limits } from './limits.ts';

type BodyLimits = Pick<Limits, 'bodyBytes' | 'bodyMs' | 'jsonDepth'>;

/**
 * The JSON body of a request; `undefined` when it has none.
 * @throws {HttpError} 400 for what is no JSON, 408 when it is slow, 413 when it is large, 415 when it is another type.
 */
export async function readJson(request: IncomingMessage, limits: BodyLimits): Promise<unknown> {
  const bytes = await readBody(request, limits);
  if (bytes.length === 0) return undefined;
  const type = request.headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase();
  if (type !== 'application/json')
    throw new HttpError(415, 'UnsupportedMediaType', 'Send the body as application/json.', LAST);
  return parseJson(bytes.toString('utf8'), limits.jsonDepth);
}

/** The bytes of a request's body, bounded in size and time. */
export function readBody(
  request: IncomingMessage,
  { bodyBytes, bodyMs }: Pick<BodyLimits, 'bodyBytes' | 'bodyMs'>,
): Promise<Buffer> {
  if (Number(request.headers['content-length'] ?? 0) > bodyBytes) return Promise.reject(tooLarge(bodyBytes));
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const settle = (act: () => void) => {
      clearTimeout(slow);
      request.removeAllListeners('data').pause();
      act();
    };
    const slow = setTimeout(
      () =>
        settle(() => reject(new HttpError(408, 'RequestTimeout', 'The body took too long to arrive.', LAST))),
      bodyMs,
    );
    request.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      size += chunk.length;
      if (size > bodyBytes) settle(() => reject(tooLarge(bodyBytes)));
    });
    request.once('end', () => settle(() => resolve(Buffer.concat(chunks))));
    request.once('error', () => settle(() => reject(cutOff())));
    // An error is dear to make, and every request closes.
    request.once('close', () => {
      if (!request.complete) settle(() => reject(cutOff()));
    });
  });
}

/** What is left of a refused body is not worth reading: the connection ends with the answer. */
const LAST = { connection: 'close' };

const tooLarge = (limit: number) =>
  new HttpError(413, 'PayloadTooLarge', `The body is larger than ${limit / 1024} KB.`, LAST);

const cutOff = () => new HttpError(400, 'BodyCutOff', 'The body ended before its announced length.', LAST);

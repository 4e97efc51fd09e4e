import type { IncomingMessage } from 'node:http';
import { readBody } from './body.ts';
import { HttpError } from './http-error.ts';
import type { Limits } from './limits.ts';

const TYPES = ['application/x-www-form-urlencoded', 'multipart/form-data'];

/**
 * The fields and files of a form that a page sent.
 * @throws {HttpError} 400 for what is no form, 408 when it is slow, 413 when it is large, 415 when it is another type.
 */
export async function readForm(
  request: IncomingMessage,
  limits: Pick<Limits, 'formBytes' | 'bodyMs'>,
): Promise<FormData> {
  const contentType = request.headers['content-type'] ?? '';
  if (!TYPES.includes(contentType.split(';', 1)[0]?.trim().toLowerCase() ?? ''))
    throw new HttpError(415, 'UnsupportedMediaType', 'Send the form as a page does.', {
      connection: 'close',
    });
  const bytes = await readBody(request, { bodyBytes: limits.formBytes, bodyMs: limits.bodyMs });
  try {
    return await new Response(new Uint8Array(bytes), { headers: { 'content-type': contentType } }).formData();
  } catch {
    throw new HttpError(400, 'BadForm', 'The body is not a form.');
  }
}

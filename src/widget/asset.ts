import { createHash } from 'node:crypto';
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

/** A body that is compressed once, when it is first asked for, and sent many times. */
export interface Asset {
  eTag: string;
  headers: OutgoingHttpHeaders;
  /** The body in the best encoding that an Accept-Encoding header takes, and the encoding's name if it has one. */
  encoded(accepted: string): Promise<{ body: Buffer; encoding?: 'br' | 'gzip' }>;
}

/** Names with a hash in them never change what they stand for. */
export const FOR_EVER = 'public, max-age=31536000, immutable';
/** Asked for again each time, and mostly answered by 304. */
export const ASK_AGAIN = 'public, no-cache';

const gzipped = promisify(gzip);
const brotlied = promisify(brotliCompress);

/**
 * A text to be sent. Brotli at its best takes longer than a first visitor should wait: it is done off the main thread
 * and used once it is there.
 */
export function createAsset(text: string, headers: OutgoingHttpHeaders): Asset {
  const identity = Buffer.from(text);
  let gzip: Promise<Buffer> | undefined;
  let br: Buffer | undefined;

  function compress(): Promise<Buffer> {
    void brotlied(identity, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: identity.length } }).then(
      (body) => {
        br = body;
      },
    );
    return gzipped(identity, { level: 9 });
  }

  return {
    eTag: `W/"${createHash('sha256').update(identity).digest('base64url').slice(0, 22)}"`,
    headers,
    async encoded(accepted) {
      if (br && accepts(accepted, 'br')) return { body: br, encoding: 'br' };
      if (!accepts(accepted, 'gzip')) return { body: identity };
      gzip ??= compress();
      return { body: await gzip, encoding: 'gzip' };
    },
  };
}

/** Sends it in the best encoding that the client takes, or says that the client has it already. */
export async function sendAsset(
  request: IncomingMessage,
  response: ServerResponse,
  asset: Asset,
): Promise<void> {
  const headers = {
    ...asset.headers,
    etag: asset.eTag,
    vary: [response.getHeader('vary'), 'Accept-Encoding'].filter(Boolean).join(', '),
  };
  if (request.headers['if-none-match']?.includes(asset.eTag)) {
    // restify's writeHead gives nothing back to chain on.
    response.writeHead(304, headers);
    response.end();
    return;
  }
  const { body, encoding } = await asset.encoded(String(request.headers['accept-encoding'] ?? ''));
  response.writeHead(200, {
    ...headers,
    'content-length': body.length,
    ...(encoding && { 'content-encoding': encoding }),
  });
  response.end(body);
}

/** "gzip, br;q=0.5" accepts br, "br;q=0" does not. */
const accepts = (header: string, encoding: string): boolean =>
  header
    .toLowerCase()
    .split(',')
    .map((part) => part.trim().split(/\s*;\s*q=/))
    .some(([name, quality = '1']) => name === encoding && Number(quality) > 0);

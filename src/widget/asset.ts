import { createHash } from 'node:crypto';
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

/** A body that is compressed once and sent many times. */
export interface Asset {
  eTag: string;
  encodings: { br?: Buffer; gzip: Buffer; identity: Buffer };
  headers: OutgoingHttpHeaders;
}

/** Names with a hash in them never change what they stand for. */
export const FOR_EVER = 'public, max-age=31536000, immutable';
/** Asked for again each time, and mostly answered by 304. */
export const ASK_AGAIN = 'public, no-cache';

const gzipped = promisify(gzip);
const brotlied = promisify(brotliCompress);

/**
 * Compresses a text for sending. Brotli at its best takes longer than a start should; it is done off the main
 * thread and used once it is there.
 */
export async function createAsset(text: string, headers: OutgoingHttpHeaders): Promise<Asset> {
  const identity = Buffer.from(text);
  const asset: Asset = {
    eTag: `W/"${createHash('sha256').update(identity).digest('base64url').slice(0, 22)}"`,
    encodings: { identity, gzip: await gzipped(identity, { level: 9 }) },
    headers,
  };
  void brotlied(identity, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: identity.length } }).then((br) => {
    asset.encodings.br = br;
  });
  return asset;
}

/** Sends it in the best encoding that the client takes, or says that the client has it already. */
export function sendAsset(request: IncomingMessage, response: ServerResponse, asset: Asset): void {
  const encoding = (['br', 'gzip'] as const).find(
    (each) => asset.encodings[each] && accepts(request.headers['accept-encoding'], each),
  );
  const body = asset.encodings[encoding ?? 'identity'] ?? asset.encodings.identity;
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
  response.writeHead(200, {
    ...headers,
    'content-length': body.length,
    ...(encoding && { 'content-encoding': encoding }),
  });
  response.end(body);
}

/** "gzip, br;q=0.5" accepts br, "br;q=0" does not. */
const accepts = (header: string | string[] | undefined, encoding: string): boolean =>
  String(header ?? '')
    .toLowerCase()
    .split(',')
    .map((part) => part.trim().split(/\s*;\s*q=/))
    .some(([name, quality = '1']) => name === encoding && Number(quality) > 0);

import type { IncomingMessage } from 'node:http';
import { WebSocketServer } from 'ws';
import { originRefused, type TrustOrigin } from '../http/cors.ts';
import { HttpError } from '../http/http-error.ts';
import type { Upgrade } from '../http/upgrade.ts';
import type { Hub } from './hub.ts';
import type { Tokens } from './tokens.ts';
import { readWatermark } from './watermark.ts';

const STREAM = /^\/v3\/directline\/conversations\/([^/]+)\/stream$/;

/** Clients send nothing but empty messages, to keep the connection open. */
const CLIENT_BYTES = 1024;

interface Parts {
  tokens: Tokens;
  hub: Hub;
  trusts: TrustOrigin;
  /** Whom a socket is counted against. */
  addressOf(request: IncomingMessage): string;
}

/** Opens the stream of a conversation to who brings the token of its stream address. */
export function createStream({ tokens, hub, trusts, addressOf }: Parts): Upgrade {
  const sockets = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    maxPayload: CLIENT_BYTES,
    perMessageDeflate: false,
  });
  return async (request, socket, head) => {
    const url = URL.canParse(request.url ?? '', BASE) ? new URL(request.url ?? '', BASE) : undefined;
    const conversationId = url && STREAM.exec(url.pathname)?.[1];
    if (!url || !conversationId) throw new HttpError(404, 'NotFound', 'There is nothing at this address.');
    if (!trusts(request)) throw originRefused();
    const visit = await tokens.verify(['stream'], url.searchParams.get('t') ?? undefined);
    if (visit.conversationId !== conversationId)
      throw new HttpError(403, 'BadArgument', 'The token is for another conversation.');
    const position = readWatermark(url.searchParams.get('watermark'));
    const address = addressOf(request);
    hub.checkRoom(conversationId, address);
    sockets.handleUpgrade(request, socket, head, (stream) =>
      hub.join(conversationId, address, stream, position),
    );
  };
}

/** Only the path and the query of a request matter. */
const BASE = 'http://stream';

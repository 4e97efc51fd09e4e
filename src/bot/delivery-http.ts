import { lookup as systemLookup } from 'node:dns';
import type { IncomingHttpHeaders } from 'node:http';
import type { LookupFunction } from 'node:net';
import type { ConnectorClientOptions } from 'botframework-connector';
import { DeliveryError, laterError } from './delivery-error.ts';
import type { Hosts } from './delivery-hosts.ts';

// Imported as a module, `node:http` also brings in its WebSocket and with it all of undici: 17 MB used by nobody here.
const http = process.getBuiltinModule('node:http');
const https = process.getBuiltinModule('node:https');

/** The HTTP client as the SDK's connector takes it. */
export type ConnectorHttpClient = NonNullable<ConnectorClientOptions['httpClient']>;
type Request = Parameters<ConnectorHttpClient['sendRequest']>[0];
type Response = Awaited<ReturnType<ConnectorHttpClient['sendRequest']>>;

export interface ConnectorHttpSettings {
  hosts: Hosts;
  /** Milliseconds until an answer must be there; the SDK itself would wait forever. */
  timeoutMs?: number;
  lookup?: typeof systemLookup;
}

/** A connector's answer holds an id; whatever sends more is none. */
const MAX_ANSWER = 256 * 1024;

/**
 * Calls connectors: known hosts alone, also by the address their name resolves to, with a time-out and without
 * redirects. Anything but success throws a `DeliveryError`, so that the SDK neither repeats nor follows: the outbox
 * does the repeating.
 */
export function createConnectorHttp(settings: ConnectorHttpSettings): ConnectorHttpClient {
  const { hosts, timeoutMs = 8_000, lookup = systemLookup } = settings;
  const guarded = guardedLookup(hosts, lookup);
  const agents = {
    'https:': new https.Agent({ keepAlive: true, maxSockets: 64 }),
    'http:': new http.Agent({ keepAlive: true }),
  };

  return {
    async sendRequest(request) {
      const url = hosts.check(request.url);
      const { status, headers, body } = await call(url, request);
      if (status < 200 || status > 299) throw DeliveryError.ofStatus(status, headers['retry-after']);
      return { request, status, headers: headersOf(request, headers), bodyAsText: body } as Response;
    },
  };

  function call(url: URL, { method, headers, body }: Request): Promise<Answer> {
    const protocol = url.protocol as 'https:' | 'http:';
    return new Promise((resolve, reject) => {
      const outgoing = (protocol === 'https:' ? https : http).request(
        url,
        {
          method,
          // The SDK would have the answer compressed and leave it to us to unpack it.
          headers: { ...headers.toJson(), 'accept-encoding': 'identity' },
          agent: agents[protocol],
          lookup: guarded,
          signal: AbortSignal.timeout(timeoutMs),
        },
        (incoming) => {
          const chunks: Buffer[] = [];
          let size = 0;
          incoming.on('data', (chunk: Buffer) => {
            size += chunk.length;
            if (size > MAX_ANSWER) outgoing.destroy(laterError('answer-too-large'));
            chunks.push(chunk);
          });
          incoming.once('error', (error) => reject(asLater(error)));
          incoming.once('end', () =>
            resolve({
              status: incoming.statusCode ?? 0,
              headers: incoming.headers,
              body: Buffer.concat(chunks).toString('utf8'),
            }),
          );
        },
      );
      outgoing.once('error', (error) => reject(asLater(error)));
      outgoing.end(body);
    });
  }
}

interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
}

/** The addresses of a name, unless one of them is internal; the connection is made to these and no others. */
function guardedLookup(hosts: Hosts, lookup: typeof systemLookup): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      const [first] = addresses ?? [];
      if (error || !first) return callback(error ?? laterError('no-address'), '', 4);
      if (!addresses.every(({ address }) => hosts.allowsAddress(address)))
        return callback(new DeliveryError('refused', 'internal-address'), '', 4);
      if (options.all) return callback(null, addresses);
      return callback(null, first.address, first.family);
    });
  };
}

const asLater = (error: Error): DeliveryError =>
  error instanceof DeliveryError
    ? error
    : laterError((error as NodeJS.ErrnoException).code ?? error.name, { cause: error });

/** The SDK hands out no constructor for its header collections; an emptied copy of the request's will do. */
function headersOf(request: Request, headers: IncomingHttpHeaders) {
  const collection = request.headers.clone();
  for (const name of collection.headerNames()) collection.remove(name);
  for (const [name, value] of Object.entries(headers)) if (value) collection.set(name, String(value));
  return collection;
}

import type { Server as NodeServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import Router from 'restify/lib/router.js';
import RestifyServer from 'restify/lib/server.js';
import { addressOf, type Config } from '../config.ts';
import type { Logger } from '../log.ts';
import { sendError } from './answer.ts';
import { cors, createOriginCheck } from './cors.ts';
import {
  giveRequestId,
  guardedBy,
  refuseContentEncoding,
  refuseMalformedUrl,
  refuseWhileStopping,
  securityHeaders,
} from './guards.ts';
import { healthRoutes, type ReadinessCheck } from './health.ts';
import { HttpError } from './http-error.ts';
import { mountLater } from './later.ts';
import { LIMITS, type Limits } from './limits.ts';
import { listen } from './listen.ts';
import { type Route, toRequestHandler } from './route.ts';
import { stop } from './stop.ts';
import { onUpgrade, type Upgrade } from './upgrade.ts';

/** One answered request, for the figures; `route` is the pattern, never the address with its ids and tokens. */
export interface Answered {
  method: string;
  route: string;
  status: number;
  seconds: number;
}

export interface ServerParts {
  config: Pick<Config, 'host' | 'port' | 'allowedOrigins' | 'publicUrl'>;
  logger: Logger;
  routes: Route[];
  /** Routes that are loaded with the first request below their path, which few servers ever see. */
  later?: { below: string; load(): Promise<Route[]> };
  /** Takes WebSocket handshakes; without it they are all refused. */
  upgrade?: Upgrade;
  checks?: ReadinessCheck[];
  limits?: Limits;
  observe?: (answered: Answered) => void;
  /** Resolves when the turns in hand are done: a stop waits for it, bounded in time. */
  idle?: () => Promise<void>;
  /** Ends what outlives a request, such as WebSockets; the last step of a stop. */
  close?: () => void;
}

export interface HttpServer {
  /** Gives the address under which the server can be reached. @throws {CodedError} `LISTEN` */
  listen(): Promise<string>;
  /** Accepts nothing more, lets what is in hand finish, closes. Resolves when the last connection is gone. */
  stop(): Promise<void>;
}

/** Signed links and the ids of Teams conversations are longer than the 100 characters that are found by default. */
const LONGEST_PARAM = 2_000;

/** The web server: restify behind the guards that its known faults ask for. */
export function createServer(parts: ServerParts): HttpServer {
  const { config, logger, limits = LIMITS, upgrade = nothingToUpgrade } = parts;
  // restify's own log lines hold whole requests, bearer tokens included.
  const log = logger.child({}, { level: 'silent' });
  const server = new RestifyServer({
    name: '',
    log,
    router: new Router({ log, maxParamLength: LONGEST_PARAM }),
  });
  const node: NodeServer = server.server;
  let stopping = false;

  const guards = [
    giveRequestId,
    securityHeaders(),
    refuseMalformedUrl,
    cors('/v3/directline/', createOriginCheck(config)),
    refuseWhileStopping(() => stopping),
    refuseContentEncoding,
  ];
  server.pre(guardedBy(guards, logger));
  function mount(routes: Route[]): void {
    for (const route of routes) {
      const add = { GET: server.get, POST: server.post, PUT: server.put, DELETE: server.del }[route.method];
      add.call(server, route.path, toRequestHandler(route, limits, logger));
    }
  }
  mount([...healthRoutes(parts.checks ?? []), ...parts.routes]);
  if (parts.later) server.pre(mountLater(parts.later, mount, logger));
  // The answer is ours: the callback is never called, upon which restify would send one of its own as well.
  server.on('restifyError', (_request, response, error) => sendError(response, error, logger));
  server.on('error', (error: unknown) => {
    // Before that it is the start that fails, and says so.
    if (node.listening) logger.error({ err: error }, 'the server has trouble accepting connections');
  });
  server.on('after', (request, response) => {
    parts.observe?.({
      method: request.method,
      route: request.route?.path ?? 'none',
      status: response.statusCode,
      seconds: (Date.now() - request.time()) / 1000,
    });
  });

  node.on(
    'upgrade',
    onUpgrade(async (request, socket, head) => {
      if (stopping) throw new HttpError(503, 'Stopping', 'The server is restarting.', { 'retry-after': '1' });
      await upgrade(request, socket, head);
    }, logger),
  );
  node.headersTimeout = limits.headersMs;
  node.requestTimeout = limits.requestMs;
  node.keepAliveTimeout = limits.keepAliveMs;
  node.maxConnections = limits.connections;

  return {
    async listen() {
      await listen(node, config);
      const { port } = node.address() as AddressInfo;
      return addressOf(config.host, port);
    },
    async stop() {
      stopping = true;
      await stop(node, { idle: parts.idle, close: parts.close, withinMs: limits.stopMs });
    },
  };
}

const nothingToUpgrade: Upgrade = async () => {
  throw new HttpError(404, 'NotFound', 'There is nothing at this address.');
};

/** restify's server by itself: its front door also loads all plugins, signatures and forms among them, 5 MB. */

declare module 'restify/lib/server.js' {
  import type { Logger } from 'pino';
  import type { Server } from 'restify';
  import type Router from 'restify/lib/router.js';

  const RestifyServer: new (options: { name: string; log: Logger; router: Router }) => Server;
  export default RestifyServer;
}

declare module 'restify/lib/router.js' {
  import type { Logger } from 'pino';

  export default class Router {
    constructor(options: { log: Logger; maxParamLength: number });
  }
}

import type { RequestHandler } from 'restify';
import type { Logger } from '../log.ts';
import { sendError } from './answer.ts';
import type { Route } from './route.ts';

/** Has the first request below a path wait until the routes there are loaded. */
export function mountLater(
  { below, load }: { below: string; load(): Promise<Route[]> },
  mount: (routes: Route[]) => void,
  logger: Logger,
): RequestHandler {
  let mounted: Promise<void> | undefined;
  let isMounted = false;

  async function mountNow(): Promise<void> {
    mounted ??= load().then(mount);
    try {
      await mounted;
      isMounted = true;
    } catch (error) {
      // The next request tries again.
      mounted = undefined;
      throw error;
    }
  }

  return function waitForRoutes(request, response, next) {
    const path = request.path();
    if (isMounted || (path !== below && !path.startsWith(`${below}/`))) return next();
    mountNow().then(
      () => next(),
      (error: unknown) => {
        sendError(response, error, logger);
        next(false);
      },
    );
  };
}

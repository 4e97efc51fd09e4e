import { sendJson } from './answer.ts';
import type { Route } from './route.ts';

/** One thing that must be there before visitors are. It is not ready while it gives false, throws or is slow. */
export interface ReadinessCheck {
  name: string;
  ready(): boolean | Promise<boolean>;
}

const CHECK_MS = 2_000;

/** `/healthz`: the process answers. `/readyz`: visitors may come, or 503 with the names of what is not ready. */
export function healthRoutes(checks: ReadinessCheck[]): Route[] {
  return [
    {
      method: 'GET',
      path: '/healthz',
      handle: (_request, response) => sendJson(response, 200, { status: 'ok' }),
    },
    {
      method: 'GET',
      path: '/readyz',
      async handle(_request, response) {
        const states = await Promise.all(checks.map(isReady));
        const waitingFor = checks.filter((_check, index) => !states[index]).map(({ name }) => name);
        if (waitingFor.length === 0) sendJson(response, 200, { status: 'ready' });
        else sendJson(response, 503, { status: 'not ready', waitingFor });
      },
    },
  ];
}

async function isReady(check: ReadinessCheck): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(resolve, CHECK_MS, false);
  });
  try {
    return await Promise.race([check.ready(), late]);
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
  }
}

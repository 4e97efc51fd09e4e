import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Received {
  path: string;
  authorization: string | undefined;
  activity: { type: string; text?: string; replyToId?: string; [key: string]: unknown };
}

/** What a channel's connector answers: a status, with headers when they matter; `hang` never answers. */
type Answer = number | { status: number; headers: Record<string, string> } | 'hang';

/** A channel's connector on this machine, which keeps what it gets and answers as told. */
export async function startConnector() {
  const received: Received[] = [];
  let answer: (received: Received) => Answer = () => 200;
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const got: Received = {
      path: decodeURIComponent(request.url ?? ''),
      authorization: request.headers.authorization,
      activity: JSON.parse(body || '{}'),
    };
    const said = answer(got);
    if (said === 'hang') return;
    const { status, headers } = typeof said === 'number' ? { status: said, headers: {} } : said;
    if (status < 300) received.push(got);
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(JSON.stringify({ id: `kept-${received.length}` }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    received,
    texts: () => received.map(({ activity }) => activity.text),
    answers(next: typeof answer) {
      answer = next;
    },
    async stop() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

export type Connector = Awaited<ReturnType<typeof startConnector>>;

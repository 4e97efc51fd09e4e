/** An answer of the server, with its JSON body read. */
export interface Answer {
  status: number;
  // biome-ignore lint/suspicious/noExplicitAny: a test looks into whatever came
  body: any;
  headers: Headers;
}

/** Every request is answered or refused long before. */
const LONGEST_ANSWER_MS = 45_000;

/** Calls Direct Line as a program does that knows nothing of our code. */
export function caller(url: string) {
  const base = `${url}/v3/directline`;
  const call = async (
    method: string,
    path: string,
    { token, body, headers }: Request = {},
  ): Promise<Answer> => {
    const response = await fetch(base + path, {
      method,
      headers: {
        ...(token && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      body: typeof body === 'string' ? body : JSON.stringify(body),
      signal: AbortSignal.timeout(LONGEST_ANSWER_MS),
    });
    return {
      status: response.status,
      headers: response.headers,
      body: await response.json().catch(() => undefined),
    };
  };
  const post = (path: string, request?: Request) => call('POST', path, request);
  const get = (path: string, request?: Request) => call('GET', path, request);
  return {
    call,
    post,
    get,
    /** A conversation that has begun. */
    async begin(body: unknown = {}): Promise<Begun> {
      const { body: granted } = await post('/tokens/generate');
      const { body: session } = await post('/conversations', { token: granted.token, body });
      const path = `/conversations/${session.conversationId}`;
      return { ...session, path };
    },
    say: (talk: Begun, activity: Record<string, unknown>) =>
      post(`${talk.path}/activities`, { token: talk.token, body: { type: 'message', ...activity } }),
    /** What was said after a watermark. */
    log: (talk: Begun, watermark = '') =>
      get(`${talk.path}/activities?watermark=${watermark}`, { token: talk.token }),
  };
}

interface Request {
  token?: string;
  body?: unknown;
  headers?: Record<string, string>;
}

export interface Begun {
  conversationId: string;
  token: string;
  returnToken: string;
  streamUrl: string;
  path: string;
}

/** Resolves as soon as something is true; the test's own time-out bounds the wait. */
export async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 5));
}

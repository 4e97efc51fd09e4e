/** What the server refused, with its status and Direct Line's code; a network that failed has neither. */
export interface Refusal extends Error {
  status?: number;
  code?: string;
  /** Seconds. */
  retryAfter?: number;
}

/** Makes one request; an empty `bearer` sends no token. */
export type Call = <T>(method: string, path: string, bearer: string, body?: unknown) => Promise<T>;

const CALL_MS = 20_000;

/** Requests to the Direct Line of a server. They reject with a `Refusal`. */
export function createCalls(server: string): Call {
  const base = `${server.replace(/\/+$/, '')}/v3/directline`;
  return async (method, path, bearer, body) => {
    const response = await fetch(base + path, {
      method,
      headers: {
        ...(bearer && { authorization: `Bearer ${bearer}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(CALL_MS),
    });
    const answer = await response.json().catch(() => ({}));
    if (response.ok) return answer;
    throw Object.assign(new Error(answer.error?.message), {
      status: response.status,
      code: answer.error?.code,
      retryAfter: Number(response.headers.get('retry-after')) || 0,
    } satisfies Omit<Refusal, 'name' | 'message'>);
  };
}

/** The conversation was deleted, or its tokens do not serve any more: asking again would not help. */
export const isOver = ({ status, code }: Refusal): boolean =>
  status === 404 || status === 401 || (status === 403 && code !== 'OriginNotAllowed');

/** Not now: the network failed, or the server is busy or restarting. */
export const isPassing = ({ status }: Refusal): boolean => !status || status === 429 || status >= 500;

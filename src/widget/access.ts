import type { Call, Refusal } from './calls.ts';
import type { SavedTalk, TalkOptions } from './talk.ts';

/** The way into one conversation: its tokens, renewed before they end, and again when the device overslept. */
export interface Access {
  /** Begins the conversation, or comes back to it; gives the address of the stream after the watermark. */
  open(watermark: string): Promise<string>;
  /** A call about the conversation; when its token turns out to have expired, once more with a new one. */
  ask<T>(method: string, path: string, body?: unknown): Promise<T>;
  kept(): Pick<SavedTalk, 'conversationId' | 'token' | 'returnToken'>;
  close(): void;
}

interface Granted {
  conversationId: string;
  token: string;
  returnToken?: string;
  expires_in: number;
}

interface Session extends Granted {
  streamUrl: string;
}

export function createAccess(
  call: Call,
  { locale, channelData }: Pick<TalkOptions, 'locale' | 'channelData'>,
  saved: Pick<SavedTalk, 'conversationId' | 'token' | 'returnToken'> | undefined,
  changed: () => void,
): Access {
  let { conversationId, token, returnToken } = saved ?? { conversationId: '', token: '' };
  let renewal: ReturnType<typeof setTimeout> | undefined;
  let closed = false;

  function adopt(granted: Granted): void {
    ({ conversationId, token, returnToken } = granted);
    clearTimeout(renewal);
    if (closed) return;
    renewal = setTimeout(() => renew().catch(() => {}), granted.expires_in * 500);
    changed();
  }

  const renew = async () => adopt(await call('POST', '/tokens/refresh', returnToken ?? token));

  async function ask<T>(method: string, path: string, body?: unknown): Promise<T> {
    const about = `/conversations/${conversationId}${path}`;
    try {
      return await call(method, about, token, body);
    } catch (error) {
      if ((error as Refusal).code !== 'TokenExpired' || !returnToken) throw error;
      await renew();
      return call(method, about, token, body);
    }
  }

  async function begin(): Promise<Session> {
    // Without a body it needs no preflight: one trip less from a site elsewhere.
    const granted = await call<Granted>('POST', '/tokens/generate', '');
    return call('POST', '/conversations', granted.token, { locale, channelData });
  }

  return {
    ask,
    async open(watermark) {
      const session = conversationId ? await ask<Session>('GET', `?watermark=${watermark}`) : await begin();
      adopt(session);
      return session.streamUrl;
    },
    kept: () => ({ conversationId, token, returnToken }),
    close() {
      closed = true;
      clearTimeout(renewal);
    },
  };
}

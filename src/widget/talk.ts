/** An activity as Direct Line sends it; only what a client looks at is named. */
export interface Activity {
  type: string;
  id?: string;
  timestamp?: string;
  text?: string;
  from?: { id?: string; name?: string; role?: string };
  channelData?: { clientActivityID?: string; [key: string]: unknown };
  [key: string]: unknown;
}

/** A message that the server has not acknowledged; its clientActivityID makes sending it again harmless. */
export type Unsent = Activity & { channelData: { clientActivityID: string } };

/** What to keep so that the talk goes on after a reload, in another tab, or after hours of sleep. */
export interface SavedTalk {
  conversationId: string;
  token: string;
  /** Buys a new token after the old one has expired; our server's own addition to Direct Line. */
  returnToken?: string;
  /** Leave it out to be sent the conversation from its beginning. */
  watermark?: string;
  unsent: Unsent[];
}

/** `ended`: deleted or too old, `restart()` begins anew. `offline` mends itself. */
export type Status = 'connecting' | 'online' | 'offline' | 'ended';

export interface TalkOptions {
  /** Origin of the server, with the path that it is served under if there is one. */
  server: string;
  /** BCP 47; the language that the bot greets in. */
  locale?: string;
  /** Goes to the bot with the start of the conversation. */
  channelData?: Record<string, unknown>;
  saved?: SavedTalk;
  onActivity(activity: Activity): void;
  /** The conversation was erased, here or elsewhere; what comes next is all there is. */
  onErased?(): void;
  onStatus?(status: Status): void;
  /** The turn is on disk: what was sent as `clientId` is kept as `id`. */
  onSent?(clientId: string, id: string): void;
  /** The server refused it for good; `code` is Direct Line's. */
  onFailed?(clientId: string, code: string): void;
  onSave?(talk: SavedTalk): void;
}

export interface Talk {
  /** Queues an activity, sends it as soon as the server takes it, in order and once. Gives its clientActivityID. */
  send(activity: Activity): string;
  /** Call it when the page is shown again or the network is back: reconnects at once if the talk slept. */
  wake(): void;
  /** Call it when the network is known to be gone, which a connection by itself notices late. */
  lose(): void;
  /** Begins a new conversation; what was never acknowledged goes into it. */
  restart(): void;
  close(): void;
}

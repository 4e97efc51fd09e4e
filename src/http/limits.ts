/** So many within so many seconds. */
export interface Rate {
  points: number;
  seconds: number;
}

export interface Limits {
  /** Bytes of a request body; Azure's Direct Line takes activities up to 256 KB. */
  bodyBytes: number;
  /** The same for a form of the staff pages, which may bring a file. */
  formBytes: number;
  /** Objects and lists within each other in a JSON body. */
  jsonDepth: number;
  /** A client must have sent its whole body within this time. */
  bodyMs: number;
  headersMs: number;
  requestMs: number;
  keepAliveMs: number;
  /** TCP connections at once. */
  connections: number;
  /** How long a stop waits for the turns in hand, then for the connections. */
  stopMs: number;
  /** New and renewed tokens, by address. Many visitors may share one: a campus, an office. */
  tokensPerAddress: Rate;
  conversationsPerAddress: Rate;
  messagesPerConversation: Rate;
  /** Channel requests with a token that nobody has signed, by address; each costs a signature's check. */
  forgeriesPerAddress: Rate;
  /** Turns in hand at once; beyond it the server says busy instead of growing its queue. */
  turnsInHand: number;
  /** How long a client waits for its turn; botframework-directlinejs gives up after 20 s. */
  turnMs: number;
  socketsPerConversation: number;
  socketsPerAddress: number;
  sockets: number;
  /** Bytes that may wait for a slow socket before it is closed. */
  socketBacklogBytes: number;
  /** A socket that has not answered a ping for one such interval is gone. */
  heartbeatMs: number;
}

/** Every limit of the server in one place. */
export const LIMITS: Limits = {
  bodyBytes: 256 * 1024,
  formBytes: 4 * 1024 * 1024,
  jsonDepth: 32,
  bodyMs: 15_000,
  headersMs: 15_000,
  requestMs: 30_000,
  keepAliveMs: 65_000,
  connections: 5_000,
  stopMs: 10_000,
  tokensPerAddress: { points: 120, seconds: 60 },
  conversationsPerAddress: { points: 60, seconds: 60 },
  messagesPerConversation: { points: 30, seconds: 15 },
  forgeriesPerAddress: { points: 60, seconds: 60 },
  turnsInHand: 256,
  turnMs: 15_000,
  socketsPerConversation: 8,
  socketsPerAddress: 1_000,
  sockets: 2_000,
  socketBacklogBytes: 1024 * 1024,
  heartbeatMs: 25_000,
};

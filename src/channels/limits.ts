/** What a channel takes at most. Lengths are UTF-16 units, which never undercount characters. */
export interface ChannelLimits {
  /** Characters of a bubble that are comfortable to read; longer texts go on in a next one at a sentence's end. */
  text: number;
  /** Characters that a message can have at all, for a single word (a link) that is longer than `text`. */
  longestText: number;
  /** Bytes of a whole activity as JSON. */
  activityBytes: number;
}

/** So many messages of a bot to one conversation in so many seconds. */
export interface Rate {
  messages: number;
  seconds: number;
}

/** Direct Line, Azure's and ours: an activity has at most 256 KB; a quarter of it leaves room for four-byte text. */
export const WEB = {
  text: 32_000,
  longestText: 32_000,
  activityBytes: 256 * 1024,
} as const satisfies ChannelLimits;

/**
 * Teams. https://learn.microsoft.com/microsoftteams/platform/bots/how-to/format-your-bot-messages (size),
 * …/bots/how-to/conversations/conversation-messages (suggested actions),
 * …/bots/how-to/bot-messages-ai-generated-content (citations), …/bots/how-to/rate-limit (rates)
 */
export const TEAMS = {
  text: 8_000,
  longestText: 8_000,
  /** "About 100 KB" with everything that the service adds to it. */
  activityBytes: 80 * 1024,
  /** Of more, only the first three are shown; beside attachments none are, nor outside of personal chats. */
  suggestedActions: 3,
  /** The newest schema that all Teams clients render. */
  cardVersion: '1.5',
  /** Beyond six, a row of buttons hides the rest behind a menu. */
  actionsInRow: 6,
  /** Two rows a card keep a card of the longest labels below the size of a message. */
  actionsInCard: 12,
  /** Longer words are no label; they are said as text. */
  actionTitle: 300,
  carousel: 10,
  citationName: 80,
  citationAbstract: 160,
  /** What a notification shows of a message with cards. */
  summary: 200,
  rates: [
    { messages: 7, seconds: 1 },
    { messages: 60, seconds: 30 },
    { messages: 1_800, seconds: 3_600 },
  ],
} as const satisfies ChannelLimits & Record<string, number | string | readonly Rate[]>;

/**
 * Messenger. https://developers.facebook.com/docs/messenger-platform: reference/send-api (text),
 * send-messages/quick-replies, send-messages/template/generic and …/button, reference/buttons,
 * policy/policy-overview (window). Azure's connector splits at 640 by itself, in the midst of a word.
 */
export const MESSENGER = {
  text: 640,
  longestText: 2_000,
  activityBytes: 64 * 1024,
  /** 13 by Facebook's own reference, of which Azure's connector has passed on 11; ten work everywhere. */
  quickReplies: 10,
  /** 20 by the reference; some clients cut the twentieth. */
  quickReplyTitle: 19,
  payload: 1_000,
  elements: 10,
  elementTitle: 80,
  elementSubtitle: 80,
  buttons: 3,
  buttonTitle: 20,
  /** The text of a button template. */
  buttonText: 640,
  /** How long after the visitor's last message a page may still write to them. */
  windowHours: 24,
} as const satisfies ChannelLimits & Record<string, number>;

/** Any other channel; the shortest message of those that Azure connects is an SMS of Twilio, 1,600 characters. */
export const PLAIN = {
  text: 1_600,
  longestText: 1_600,
  activityBytes: 64 * 1024,
} as const satisfies ChannelLimits;

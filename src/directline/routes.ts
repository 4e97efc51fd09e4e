import type { Route } from '../http/route.ts';
import type { Desk } from './desk.ts';
import { generateToken } from './handlers/generate-token.ts';
import { postActivity } from './handlers/post-activity.ts';
import { readActivities } from './handlers/read-activities.ts';
import { reconnect } from './handlers/reconnect.ts';
import { refreshToken } from './handlers/refresh-token.ts';
import { refuseUpload } from './handlers/refuse-upload.ts';
import { sessionId } from './handlers/session-id.ts';
import { startConversation } from './handlers/start-conversation.ts';

const V3 = '/v3/directline';
const CONVERSATION = `${V3}/conversations/:conversationId`;

/** Direct Line 3.0, as far as its clients use it. The WebSocket stream is in stream.ts. */
export const directLineRoutes = (desk: Desk): Route[] => [
  { method: 'POST', path: `${V3}/tokens/generate`, body: 'json', handle: generateToken(desk) },
  { method: 'POST', path: `${V3}/tokens/refresh`, handle: refreshToken(desk) },
  { method: 'POST', path: `${V3}/conversations`, body: 'json', handle: startConversation(desk) },
  { method: 'GET', path: CONVERSATION, handle: reconnect(desk) },
  { method: 'GET', path: `${CONVERSATION}/activities`, handle: readActivities(desk) },
  { method: 'POST', path: `${CONVERSATION}/activities`, body: 'json', handle: postActivity(desk) },
  { method: 'POST', path: `${CONVERSATION}/upload`, handle: refuseUpload(desk) },
  { method: 'GET', path: `${V3}/session/getsessionid`, handle: sessionId(desk) },
];

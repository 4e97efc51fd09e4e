import type { Request } from 'restify';
import { HttpError } from '../http/http-error.ts';
import type { Tokens, Visit } from './tokens.ts';

/**
 * Who makes a request, by its bearer token. Where the address names a conversation it must be the token's.
 * @throws {HttpError} 401 or 403
 */
export async function readVisit(request: Request, tokens: Tokens): Promise<Visit> {
  const [scheme, token] = (request.headers.authorization ?? '').split(' ');
  const visit = await tokens.verify('api', scheme?.toLowerCase() === 'bearer' ? token : undefined);
  const { conversationId } = request.params as { conversationId?: string };
  if (conversationId !== undefined && conversationId !== visit.conversationId)
    throw new HttpError(403, 'BadArgument', 'The token is for another conversation.');
  return visit;
}

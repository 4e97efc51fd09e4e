import type { Request } from 'restify';
import { HttpError } from '../http/http-error.ts';
import type { Tokens, Visit } from './tokens.ts';

/**
 * Who makes a request, by its bearer token. Where the address names a conversation it must be the token's.
 * @throws {HttpError} 401 or 403
 */
export async function readVisit(request: Request, tokens: Tokens): Promise<Visit> {
  const visit = await tokens.verify(['api'], bearerToken(request));
  const { conversationId } = request.params as { conversationId?: string };
  if (conversationId !== undefined && conversationId !== visit.conversationId)
    throw new HttpError(403, 'BadArgument', 'The token is for another conversation.');
  return visit;
}

/** What stands after "Bearer" in the Authorization header. */
export function bearerToken({ headers }: Request): string | undefined {
  const [scheme, token] = (headers.authorization ?? '').split(' ');
  return scheme?.toLowerCase() === 'bearer' ? token : undefined;
}

import { CodedError } from '../errors.ts';

const CODE = 'CONVERSATION_UNKNOWN';

/** Nobody ever wrote in the conversation, or it was erased. */
export const unknownConversation = (): CodedError =>
  new CodedError(
    CODE,
    'There is no such conversation (any more).',
    'Reload the page: it may have been erased.',
  );

export const isUnknownConversation = (error: unknown): boolean =>
  error instanceof CodedError && error.code === CODE;

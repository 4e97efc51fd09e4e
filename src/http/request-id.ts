import { AsyncLocalStorage } from 'node:async_hooks';

const ids = new AsyncLocalStorage<string>();

/** Runs `work` so that whatever it starts knows which request it is for. */
export const forRequest = <T>(id: string, work: () => T): T => ids.run(id, work);

/** The id that the caller got as `x-request-id`; nothing outside a request. */
export const requestId = (): string | undefined => ids.getStore();

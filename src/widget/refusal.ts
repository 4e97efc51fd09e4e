/**
 * What a site that is not on the list gets instead of the chat: a script that says so on its console. A bare 403
 * would reach its developers as "failed to fetch", without a reason.
 */
export const refusalScript = (origin: string): string =>
  `throw Error(${JSON.stringify(
    `${origin} may not show this assistant. Add it to ALLOWED_ORIGINS on the assistant's server.`,
  )})`;

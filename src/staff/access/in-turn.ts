/** Runs work of the same name one after the other: tries that come all at once are counted like tries in a row. */
export function createTurns() {
  const last = new Map<string, Promise<unknown>>();
  return async <T>(name: string, work: () => Promise<T>): Promise<T> => {
    const turn = (last.get(name) ?? Promise.resolve()).then(work, work);
    const settled = turn.catch(() => undefined);
    last.set(name, settled);
    await settled;
    if (last.get(name) === settled) last.delete(name);
    return turn;
  };
}

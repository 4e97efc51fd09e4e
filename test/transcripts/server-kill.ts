import type { Activity } from '../../src/widget/talk.ts';
import { killableServer } from './killable-server.ts';
import { createRandom } from './random.ts';
import { steadfastVisitor, type Visitor } from './steadfast-visitor.ts';
import { add, type Broken, checkTalk, isBroken, unbroken } from './talk-check.ts';

export interface ServerKillOptions {
  rounds: number;
  /** The environment of the server, DATA_DIR and CACHE_DIR at least. */
  settings: Record<string, string>;
  visitors?: number;
  seed?: number;
  onRound?: (round: number, found: ServerKilled) => void;
}

export interface ServerKilled extends Broken {
  kills: number;
  conversations: number;
  acknowledged: number;
  /** Messages that were on their way when the server was killed; their clients sent them again. */
  inFlight: number;
  /** What arrived in the conversations that broke first, as places in the log: `1 2 4 of 4`. */
  examples: string[];
}

/** Longest life of the server under load, and longest start that is cut short, in milliseconds. */
const LIFE_MS = 1_200;
const START_MS = 600;

const MOST_EXAMPLES = 10;

/** A reply that has not come by then does not come. */
const PATIENCE_MS = 20_000;

/**
 * Kills the whole server (-9) at random moments while visitors talk with it over Direct Line, sometimes during its
 * start, and after each time compares what they were told with what is kept.
 */
export async function killServerRounds(options: ServerKillOptions): Promise<ServerKilled> {
  const { rounds, settings, visitors: count = 8, seed = 1, onRound } = options;
  const random = createRandom(seed);
  const server = await killableServer(settings);
  const found: ServerKilled = {
    ...unbroken(),
    kills: 0,
    conversations: 0,
    acknowledged: 0,
    inFlight: 0,
    examples: [],
  };
  const everybody: Visitor[] = [];
  let present: Visitor[] = [];
  try {
    await server.start();
    const model = await undisturbed(server.url);
    for (let round = 0; round < rounds; round++) {
      present = present.filter((visitor) => !visitor.hasFinished());
      while (present.length < count) present.push(steadfastVisitor(server.url));
      everybody.push(...present.filter((visitor) => !everybody.includes(visitor)));
      for (const visitor of present) visitor.resume();
      await pause(random() * LIFE_MS);
      await server.kill();
      found.inFlight += present.filter((visitor) => !visitor.isQuiet()).length;
      found.kills += 1;
      for (const visitor of present) visitor.pause();
      if (random() < 0.25) {
        server.launch();
        await pause(random() * START_MS);
        await server.kill();
        found.kills += 1;
      }
      await server.start();
      for (const visitor of present) visitor.wake();
      await settle(present);
      await check(found, present, model);
      for (const visitor of present) if (visitor.hasFinished()) visitor.close();
      onRound?.(round, found);
    }
    // What was kept once is kept: all conversations of all rounds again.
    await check(found, everybody, model);
  } finally {
    for (const visitor of everybody) visitor.close();
    await server.kill();
  }
  found.conversations = everybody.length;
  found.acknowledged = everybody.reduce((sum, { acknowledged }) => sum + acknowledged.length, 0);
  return found;
}

/** The whole conversation as it is when nothing happens to the server. */
async function undisturbed(url: string): Promise<Activity[]> {
  const visitor = steadfastVisitor(url);
  visitor.resume();
  await until(visitor.hasFinished);
  visitor.close();
  return visitor.log();
}

/** Waits until everything sent is acknowledged and everything kept has arrived, or patience ends. */
async function settle(visitors: Visitor[]): Promise<void> {
  await until(() => visitors.every((visitor) => visitor.isQuiet()));
  for (const visitor of visitors) {
    const { length } = await visitor.log();
    await until(() => visitor.received.length >= length).catch(() => undefined);
  }
}

async function check(found: ServerKilled, visitors: Visitor[], model: Activity[]): Promise<void> {
  for (const visitor of visitors) {
    const log = await visitor.log();
    const broken = checkTalk(visitor, log, model);
    add(found, broken);
    if (isBroken(broken) && found.examples.length < MOST_EXAMPLES) {
      const ids = log.map(({ id }) => id);
      const places = visitor.received.map((id) => ids.indexOf(id) + 1);
      found.examples.push(`${places.join(' ')} of ${log.length}`);
    }
  }
}

async function until(isSo: () => boolean): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS;
  while (!isSo()) {
    if (performance.now() > deadline) throw new Error(`nothing happened for ${PATIENCE_MS} ms`);
    await pause(5);
  }
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

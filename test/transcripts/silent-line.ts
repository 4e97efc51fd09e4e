import { once } from 'node:events';
import { type AddressInfo, createServer, connect as dial, type Socket } from 'node:net';

export interface Line {
  /** The same address by way of this line. */
  url: string;
  /** From now on nothing gets through, either way, and nobody is told: as when a cable is pulled. */
  fallSilent(): void;
  /** New connections get through again; those of before stay dead. */
  speak(): void;
  close(): Promise<void>;
}

/** A line to a server that can fall silent. */
export async function silentLine(address: string): Promise<Line> {
  const target = new URL(address);
  const pairs = new Set<[Socket, Socket]>();
  let isSilent = false;
  const line = createServer((near) => {
    const far = dial(Number(target.port), target.hostname);
    pairs.add([near, far]);
    for (const socket of [near, far]) socket.on('error', () => socket.destroy());
    if (isSilent) return void near.pause();
    near.pipe(far);
    far.pipe(near);
  });
  line.listen(0, '127.0.0.1');
  await once(line, 'listening');
  const { port } = line.address() as AddressInfo;
  const url = new URL(address);
  url.port = String(port);
  return {
    url: url.href,
    fallSilent() {
      isSilent = true;
      for (const [near, far] of pairs) {
        near.unpipe(far);
        far.unpipe(near);
        near.pause();
        far.pause();
      }
    },
    speak() {
      isSilent = false;
    },
    async close() {
      for (const socket of [...pairs].flat()) socket.destroy();
      line.close();
      await once(line, 'close');
    },
  };
}

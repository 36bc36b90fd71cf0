import { createServer, connect as dial, type Socket } from "node:net";
import { Transform } from "node:stream";

/** A line to the chain's RPC that a story can cut and mend, and make slow, as a network would. What passes is not touched. */
export async function cuttableRpc(rpcUrl: string) {
  const target = new URL(rpcUrl);
  const open = new Set<Socket>();
  let cut = false;
  let lateMs = 0;
  const late = () =>
    new Transform({ transform: (chunk, _encoding, passOn) => setTimeout(() => passOn(null, chunk), lateMs) });
  const server = createServer((near) => {
    if (cut) {
      near.destroy();
      return;
    }
    const far = dial(Number(target.port), target.hostname);
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(one);
      one.on("error", () => other.destroy());
      one.on("close", () => {
        open.delete(one);
        other.destroy();
      });
    }
    near.pipe(far).pipe(late()).pipe(near);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The system gave no TCP port.");
  return {
    url: `http://127.0.0.1:${address.port}`,
    cut() {
      cut = true;
      for (const socket of open) socket.destroy();
    },
    /** Every answer comes so many milliseconds later from now on. */
    delay(milliseconds: number) {
      lateMs = milliseconds;
    },
    mend() {
      cut = false;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(resolve);
        for (const socket of open) socket.destroy();
      }),
  };
}

import { setTimeout as sleep } from "node:timers/promises";
import { STATUS } from "../../../oracle/src/chain/request.ts";
import { Random } from "../../../runtime/testing/random.ts";
import { askCall } from "../../simulation/asking.ts";
import type { Base } from "../../simulation/base.ts";
import { accounts } from "../../simulation/cast.ts";
import { SimulatedChain } from "../../simulation/chain.ts";
import { NodeProcess } from "../../simulation/node-process.ts";
import { Providers } from "../../simulation/providers.ts";
import { readRequests } from "../../simulation/request-log.ts";
import { nodeArgs } from "./node-args.ts";

const NODE = "operator";
const IDLE_BLOCKS = 20;
const REQUESTS = 8;
const BATCH_ITEMS = 16;
const MOST_BLOCKS = 200;
/** Longer than any window of the deployment, to the second at which it ends. */
const LEAP_SECONDS = 600;
const INPUT_BYTES = 784;

/** What the node asks of its RPC. Blocks come when it has done with the one before, and asking the same again is not counted. */
export async function measureCalls(program: string, base: Base) {
  const chain = await SimulatedChain.start(base);
  const methods = new Map<string, number>();
  let asked = new Set<string>();
  const providers = new Providers(chain.rpcUrl, 0, ({ method, params }) => {
    const words = `${method} ${JSON.stringify(params)}`;
    if (!asked.has(words)) methods.set(method, (methods.get(method) ?? 0) + 1);
    asked.add(words);
  });
  await providers.listen();
  const node = new NodeProcess({
    name: NODE,
    program,
    databaseUrl: undefined,
    args: nodeArgs(base, providers.url(NODE, 0)),
  });
  const count = () => providers.counts.get(NODE)?.distinct ?? 0;
  /** What was asked since the last time, by method, for people. */
  function tell(what: string, divisor: number): void {
    const counts = [...methods]
      .sort(([, a], [, b]) => b - a)
      .map(([name, calls]) => `${name} ${round(calls / divisor)}`);
    console.log(`${what}: ${counts.join(", ")}`);
    methods.clear();
  }
  async function block(seconds = 1): Promise<void> {
    asked = new Set();
    await chain.send(accounts.developer, accounts.developer.address, "0x", 0n);
    await providers.whileClosed(async () => {
      await chain.mine(seconds);
      return chain.number;
    });
    while (providers.quiet(NODE).rounds < 2) await sleep(5);
  }
  node.start();
  try {
    await node.ready();
    for (let warm = 0; warm < 3; warm++) await block();
    const idleFrom = count();
    methods.clear();
    for (let index = 0; index < IDLE_BLOCKS; index++) await block();
    const perIdleBlock = (count() - idleFrom) / IDLE_BLOCKS;
    tell("an idle block", IDLE_BLOCKS);

    /** Of requests made one after the other, from asking to the operator's end, without what the blocks cost anyhow. */
    async function perRequest(items: number): Promise<number> {
      const random = new Random(items);
      const from = count();
      let blocks = 0;
      for (let index = 0; index < REQUESTS; index++) {
        const inputs = Array.from({ length: items }, () => random.bytes(INPUT_BYTES));
        const kind = items === 1 ? "plain" : "batch";
        const { to, data, value } = askCall({ kind, adversary: "nobody", inputSeed: 0 }, inputs, base);
        await chain.send(accounts.requester, to, data, value);
        let leaped = false;
        for (let each = 0; each < MOST_BLOCKS; each++) {
          await block();
          blocks++;
          const requests = await readRequests(chain, base);
          const open = requests.find(({ state: { status } }) => status !== STATUS.final);
          if (requests.length > 0 && open === undefined) break;
          if (open?.state.status === STATUS.answered && !leaped) {
            leaped = true;
            await block(LEAP_SECONDS * items);
            blocks++;
          }
        }
      }
      tell(`a request of ${items} in ${round(blocks / REQUESTS)} blocks, with those`, REQUESTS);
      return (count() - from - blocks * perIdleBlock) / REQUESTS;
    }
    const single = await perRequest(1);
    const batch = await perRequest(BATCH_ITEMS);
    return {
      rpc_calls_per_request: round(single),
      rpc_calls_per_request_batched: round(batch / BATCH_ITEMS),
      rpc_calls_per_idle_block: round(perIdleBlock),
    };
  } finally {
    await node.kill();
    providers.close();
    await chain.stop();
  }
}

const round = (figure: number) => Number(figure.toFixed(2));

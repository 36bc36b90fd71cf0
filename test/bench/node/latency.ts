import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { inferenceOracleAbi } from "@openimo/contracts";
import { encodeEventTopics, type Hash, type Hex } from "viem";
import { openEmbedded } from "../../../oracle/src/store/open-embedded.ts";
import { Random } from "../../../runtime/testing/random.ts";
import { askCall } from "../../simulation/asking.ts";
import type { Base } from "../../simulation/base.ts";
import { accounts } from "../../simulation/cast.ts";
import { SimulatedChain } from "../../simulation/chain.ts";
import type { RpcAnswer, RpcCall } from "../../simulation/json-rpc.ts";
import { NodeProcess } from "../../simulation/node-process.ts";
import { Providers } from "../../simulation/providers.ts";
import { nodeArgs } from "./node-args.ts";

const NODE = "operator";
const BLOCKS = 100;
const REQUESTS_PER_BLOCK = 2;
const INPUT_BYTES = 784;
const STUCK_MS = 60_000;

const [REQUESTED] = encodeEventTopics({ abi: inferenceOracleAbi, eventName: "Requested" });

/** Milliseconds of this machine's clock at which the chain's answers passed. */
class Moments {
  readonly told = new Map<string, number>();
  readonly sentAfterMs: number[] = [];
  readonly #estimated = new Map<Hex, number>();

  readonly note = ({ method, params = [] }: RpcCall, { result }: RpcAnswer): void => {
    const now = performance.timeOrigin + performance.now();
    if (method === "eth_getLogs" && Array.isArray(result)) {
      for (const { topics } of result as { topics: Hash[] }[]) {
        if (topics[0] === REQUESTED && !this.told.has(topics[1])) this.told.set(topics[1], now);
      }
    }
    if (method === "eth_estimateGas") this.#estimated.set((params[0] as { data: Hex }).data, now);
    if (method !== "eth_sendRawTransaction") return;
    const raw = params[0] as Hex;
    for (const [data, since] of this.#estimated) {
      if (!raw.includes(data.slice(2))) continue;
      this.sentAfterMs.push(now - since);
      this.#estimated.delete(data);
    }
  };
}

/** How long a request waits within the node, when requests come at a pace that blocks have room for. */
export async function measureLatency(program: string, base: Base) {
  const chain = await SimulatedChain.start(base);
  const moments = new Moments();
  const providers = new Providers(chain.rpcUrl, 0, moments.note);
  await providers.listen();
  const folder = mkdtempSync(join(tmpdir(), "openimo-bench-"));
  const args = [...nodeArgs(base, providers.url(NODE, 0)), "--data-dir", folder];
  const node = new NodeProcess({ name: NODE, program, databaseUrl: undefined, args });
  const random = new Random(5);
  node.start();
  try {
    await node.ready();
    for (let block = 0; block < BLOCKS; block++) {
      for (let request = 0; request < REQUESTS_PER_BLOCK; request++) {
        const ask = { kind: "plain", adversary: "nobody", inputSeed: 0 } as const;
        const { to, data, value } = askCall(ask, [random.bytes(INPUT_BYTES)], base);
        await chain.send(accounts.requester, to, data, value);
      }
      await providers.whileClosed(async () => {
        await chain.mine();
        return chain.number;
      });
      const since = performance.now();
      while (providers.quiet(NODE).rounds < 1) {
        if (performance.now() - since > STUCK_MS)
          throw new Error(`The node is stuck: ${node.lines.slice(-5).join("\n")}`);
        await sleep(5);
      }
    }
    await node.stop();
    return {
      log_to_intent_ms_p99: percentile(await intentDelays(folder, moments.told)),
      result_to_broadcast_ms_p99: percentile(moments.sentAfterMs),
    };
  } finally {
    await node.kill();
    providers.close();
    await chain.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** From the answer of the RPC that told of a request to the intent that was stored for it: the run of the model is in it. */
async function intentDelays(folder: string, told: ReadonlyMap<string, number>): Promise<number[]> {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" });
  const place = files.filter((name) => name.endsWith("PG_VERSION")).toSorted((a, b) => a.length - b.length)[0];
  const database = await openEmbedded(join(folder, place, ".."));
  const sql = "select request_id, min(decided_at) as at from intent where request_id is not null group by request_id";
  const rows = await database.query<{ request_id: bigint; at: Date }>(sql);
  await database.close();
  return rows.flatMap(({ request_id, at }) => {
    const since = told.get(`0x${request_id.toString(16).padStart(64, "0")}`);
    return since === undefined ? [] : [at.getTime() - since];
  });
}

function percentile(values: readonly number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  const at = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * 0.99))];
  return at === undefined ? null : Number(at.toFixed(1));
}

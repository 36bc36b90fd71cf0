import { isAddressEqual } from "viem";
import { foundry } from "viem/chains";
import type { CrashPoint } from "../../oracle/src/store/crash-points.ts";
import { accounts } from "./cast.ts";
import type { Mined } from "./chain.ts";
import type { CrashCast, CrashWorld } from "./crash-world.ts";
import { call } from "./json-rpc.ts";

const GWEI = 10n ** 9n;
/** As deep as what was mined is watched, and then some. */
const DEEP_BLOCKS = 70;

const isNode = ({ from }: Mined) => isAddressEqual(from, accounts.operator.address);

/** What happens to the node, so that it comes to a point. Each story ends with the answer's finality. */
export const STORIES = {
  async usual(world: CrashWorld) {
    await world.ask();
    await world.turn(4);
    await world.finish();
    await world.turn(2);
    await world.bury(DEEP_BLOCKS);
    await world.turn(2);
  },

  async reorganised(world: CrashWorld) {
    await world.ask();
    await world.turn(4);
    // The request stays where it was, and what the node sent is gone.
    await world.reorganise(3, (mined) => (isNode(mined) ? "dropped" : 0));
    await world.turn(4);
    await world.finish();
    await world.turn(2);
  },

  async "without a basis"(world: CrashWorld) {
    await world.ask();
    await world.turn(2);
    // The request goes with everything, and comes again in another block.
    await world.reorganise(3, () => "dropped");
    await world.ask();
    await world.turn(5);
    await world.finish();
    await world.turn(2);
  },

  async "in a rise of fees"(world: CrashWorld) {
    await world.ask();
    await world.turn(1);
    await world.turn(6, 30, 40);
    await world.turn(2);
    await world.finish();
    await world.turn(2);
  },

  async "beside another program"(world: CrashWorld) {
    const { chain } = world;
    await world.ask();
    await world.turn(1);
    const params = [accounts.operator.address, "latest"];
    const nonce = Number(await call(chain.rpcUrl, "eth_getTransactionCount", params));
    const raw = await accounts.operator.signTransaction({
      ...{ type: "eip1559", chainId: foundry.id, nonce, gas: 21_000n, to: accounts.operator.address, value: 0n },
      ...{ maxFeePerGas: 500n * GWEI, maxPriorityFeePerGas: 100n * GWEI },
    });
    chain.remember(raw);
    await call(chain.rpcUrl, "eth_sendRawTransaction", [raw]);
    await world.turn(1);
    // The chain has no states from before the run, so that who used the nonce is believed only when it is this deep.
    await world.bury(DEEP_BLOCKS);
    await world.turn(4);
    await world.finish();
    await world.turn(2);
  },

  async "without ether"(world: CrashWorld) {
    world.providers.refuse("eth_sendRawTransaction", "insufficient funds for gas * price + value");
    await world.ask();
    await world.turn(1);
    world.providers.refuse("eth_sendRawTransaction", undefined);
    await world.turn(4, 5);
    await world.finish();
    await world.turn(2);
  },

  async "against a lie"(world: CrashWorld) {
    await world.ask();
    await world.turn(1);
    await world.lie();
    // It is looked at, committed to, and contradicted.
    await world.turn(6);
    await world.finish();
    // The bonds are shared out, and the case let go.
    await world.turn(6, 120);
  },

  async "with a worker"(world: CrashWorld) {
    await world.ask();
    await world.turn(4);
    await world.finish();
    await world.turn(2);
  },
} as const;

export type StoryName = keyof typeof STORIES;

const SERVING = ["--mode", "serve", "--commit-first", "--defend-only", "--withdraw-minimum", "1000"];
const WATCHING = ["--mode", "watch", "--altruistic", "--withdraw-minimum", "1000"];

export function castOf(story: StoryName): CrashCast {
  if (story === "against a lie") return { args: WATCHING, hasWorker: false };
  if (story === "with a worker") return { args: [...SERVING, "--workers"], hasWorker: true };
  return { args: SERVING, hasWorker: false };
}

/** In which story each point is come to. */
export const STORY_OF = {
  "folder locked": "usual",
  "tables made": "usual",
  "chain noted": "usual",
  "journal read": "usual",
  "intent about to be stored": "usual",
  "intent half stored": "usual",
  "intent stored": "usual",
  "intent broadcast": "usual",
  "intent marked": "usual",
  "refusal stored": "without ether",
  "nonce reused": "without ether",
  "mined seen": "usual",
  "mined half stored": "usual",
  "mined stored": "usual",
  "outcome told": "usual",
  "outcome noted": "usual",
  "superseded stored": "beside another program",
  "reorganisation stored": "reorganised",
  "rebroadcast about to be sent": "reorganised",
  "rebroadcast sent": "reorganised",
  "raise stored": "in a rise of fees",
  "raise broadcast": "in a rise of fees",
  "cancellation stored": "without a basis",
  "cancellation broadcast": "without a basis",
  "depth stored": "usual",
  "commitment stored": "usual",
  "commitment mined": "usual",
  "commitment unmined": "reorganised",
  "commitment dropped": "usual",
  "claim salt stored": "against a lie",
  "claim commitment mined": "against a lie",
  "claim salt dropped": "against a lie",
  "blocks about to be stored": "usual",
  "blocks half stored": "usual",
  "blocks stored": "usual",
  "requests about to be let go": "usual",
  "job stored": "with a worker",
  "job taken": "with a worker",
  "job about to be done": "with a worker",
} as const satisfies Record<CrashPoint, StoryName>;

/** Points of the embedded database's folder only. */
export const EMBEDDED: ReadonlySet<CrashPoint> = new Set(["folder locked", "tables made", "chain noted"]);

import { inferenceOracleAbi } from "@openimo/contracts";
import { createHasher, fromHex, type ModelPackage, requestSeed } from "@openimo/runtime";
import { type Hex, toHex } from "viem";
import type { HDAccount } from "viem/accounts";
import type { Request } from "../../oracle/src/chain/request.ts";
import type { Player } from "../arena/dispute.ts";
import { disputedOf, playerOf, rightTensors, tampered } from "../arena/players.ts";
import { seven } from "./request.ts";
import type { Role, Story } from "./story.ts";

/** A side about the picture of a seven whose trace is wrong from a pixel on that nothing follows from, and in a score. */
export async function digitLie(account: HDAccount, model: ModelPackage, id: bigint, score: number): Promise<Player> {
  const disputed = disputedOf(await createHasher(), model, fromHex(seven()), requestSeed(id, "0x00000000"));
  const pixel = tampered(await rightTensors(model, disputed.input), 0, 700);
  return playerOf(account, disputed, tampered(pixel, 2, score));
}

/** Somebody posts an answer, whatever it is. */
export function post(story: Story, role: Role, request: Request, output: Uint8Array | Hex) {
  return story.mined(
    story.wallet[role].writeContract({
      ...{ address: story.deployment.inferenceOracle, abi: inferenceOracleAbi, functionName: "propose" },
      args: [request, typeof output === "string" ? output : toHex(output), "0x"],
      value: request.bondWei,
    }),
  );
}

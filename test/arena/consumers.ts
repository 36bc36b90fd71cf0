import { type Abi, type Address, encodeDeployData, parseAbi } from "viem";
import { toHex } from "../../runtime/src/hash/hex.ts";
import { creationCode } from "../world/artifact.ts";
import type { DigitsWorld } from "./digits-world.ts";
import { Dispute } from "./dispute.ts";

export const consumerAbi = parseAbi([
  "constructor(address oracle)",
  "function ask(uint256 modelId, bytes input, uint64 callbackGas, uint8 deliverAt) payable returns (uint256)",
  "function setAccepts(bool accepts)",
  "function setReverts(bool reverts)",
  "struct Door { address target; uint256 valueWei; bytes payload; }",
  "function arm(Door[] doors)",
  "function outcomes() view returns (bool[] opened, bytes[] errors)",
  "function timesTaken() view returns (uint256)",
  "function lastAnswer() view returns (bytes)",
]);

const BY_ANSWER = 1;

/** A consumer contract that only tests deploy. */
export async function deployConsumer({ world }: DigitsWorld, name: string): Promise<Address> {
  const { accounts, oracle } = world;
  const args = [oracle.address] as const;
  const data = encodeDeployData({ abi: consumerAbi as Abi, bytecode: creationCode(name), args });
  const { contractAddress } = await world.mined(accounts[7], { data });
  if (!contractAddress) throw new Error(`${name} was not created.`);
  return contractAddress;
}

/** A request of a consumer for itself, whose answers it gets as soon as they are posted. */
export async function askedBy({ world, modelId, input }: DigitsWorld, consumer: Address, gas: bigint) {
  const { accounts, client, oracle } = world;
  const price = { ...oracle, functionName: "priceOf", args: [modelId, gas, BY_ANSWER] } as const;
  const receipt = await world.send(accounts[7], {
    ...{ address: consumer, abi: consumerAbi, functionName: "ask" },
    args: [modelId, toHex(input), gas, BY_ANSWER],
    value: await client.readContract(price),
  });
  return Dispute.of(world, receipt);
}

/** What an account of the oracle and of the court has to come, in wei. */
export async function creditsOf({ world }: DigitsWorld, account: Address) {
  const read = { functionName: "creditWei", args: [account] } as const;
  return {
    oracleWei: await world.client.readContract({ ...world.oracle, ...read }),
    courtWei: await world.client.readContract({ ...world.court, ...read }),
  };
}

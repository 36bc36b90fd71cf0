import { type Address, type Hash, type Hex, keccak256, type LocalAccount } from "viem";
import type { Connection } from "../chain/connection.ts";
import type { Request } from "../chain/request.ts";
import { PROMPT_COMMITMENTS } from "../limits.ts";
import { collectionAt } from "./collection.ts";

export type Commitment = { readonly commitment: Hash; readonly salt: Hash; readonly committedBlock: bigint };

/**
 * The salt of an account's nth commitment to a prompt. It follows from the account's key, since signatures are deterministic, so
 * nothing has to be kept between the commitment and the mint; without the key nobody can guess it.
 */
async function saltOf(account: LocalAccount, collection: Address, promptHash: Hash, round: number): Promise<Hash> {
  const message = `OpenIMO salt of a prompt\n${collection}\n${promptHash}\n${round}`;
  return keccak256(await account.signMessage({ message }));
}

/** The commitments that an account made to a prompt, oldest first, and the one that it would make next, at block 0. */
export async function readCommitments(
  { client }: Connection,
  account: LocalAccount,
  collection: Address,
  prompt: Hex,
): Promise<Commitment[]> {
  const commitments: Commitment[] = [];
  const promptHash = keccak256(prompt);
  for (let round = 0; round < PROMPT_COMMITMENTS; round++) {
    const salt = await saltOf(account, collection, promptHash, round);
    const commitment = await client.readContract({
      ...collectionAt(collection),
      functionName: "commitmentOf",
      args: [account.address, promptHash, salt],
    });
    const committedBlock = await client.readContract({
      ...collectionAt(collection),
      functionName: "committedBlock",
      args: [commitment],
    });
    commitments.push({ commitment, salt, committedBlock });
    if (committedBlock === 0n) break;
  }
  return commitments;
}

/**
 * The commitment that makes a request's claim earliest, or undefined for none.
 * @param blocks How many blocks after a commitment its request may come.
 */
export function pickCommitment(
  commitments: readonly Commitment[],
  { blockNumber }: Pick<Request, "blockNumber">,
  blocks: bigint,
): Commitment | undefined {
  return commitments.find(
    ({ committedBlock }) =>
      committedBlock > 0n && committedBlock < blockNumber && blockNumber <= committedBlock + blocks,
  );
}

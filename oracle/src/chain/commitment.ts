import { type Address, encodeAbiParameters, type Hash, type Hex, keccak256, parseAbiParameters } from "viem";

const PARAMETERS = parseAbiParameters("address, uint256, uint256, bytes32, address, bytes32");

/** Whose answer to which request, without telling it. */
export type Commitment = {
  readonly oracle: Address;
  readonly chainId: number;
  readonly requestId: bigint;
  readonly output: Hex;
  readonly author: Address;
  /** Keeps others from finding out by trying which answer it is. */
  readonly salt: Hex;
};

/** The hash that the oracle's `commit` takes; see `commitmentOf` there. */
export const commitmentHash = ({ oracle, chainId, requestId, output, author, salt }: Commitment): Hash =>
  keccak256(encodeAbiParameters(PARAMETERS, [oracle, BigInt(chainId), requestId, keccak256(output), author, salt]));

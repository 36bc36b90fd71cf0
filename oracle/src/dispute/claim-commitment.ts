import { type Address, encodeAbiParameters, type Hash, type Hex, keccak256, parseAbiParameters } from "viem";

const COMMITTED = parseAbiParameters("address, uint256, bytes32, bytes32, address, bytes32");

/** What its author commits to before making a claim: as `commitmentOf` of the court. */
export function commitmentToClaim({
  escrow,
  requestId,
  outputHash,
  traceRoot,
  author,
  salt,
}: {
  readonly escrow: Address;
  readonly requestId: bigint;
  readonly outputHash: Hash;
  readonly traceRoot: Hex;
  readonly author: Address;
  readonly salt: Hash;
}): Hash {
  return keccak256(encodeAbiParameters(COMMITTED, [escrow, requestId, outputHash, traceRoot, author, salt]));
}

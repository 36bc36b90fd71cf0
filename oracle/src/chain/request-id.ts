import { inferenceOracleAbi } from "@openimo/contracts";
import {
  type Address,
  decodeAbiParameters,
  encodeAbiParameters,
  getAbiItem,
  type Hex,
  hexToBigInt,
  keccak256,
} from "viem";
import type { Request } from "./request.ts";

const [TERMS] = getAbiItem({ abi: inferenceOracleAbi, name: "finalise" }).inputs;
const ID_PARAMETERS = [{ type: "uint256" }, { type: "address" }, TERMS] as const;

/** `requestIdOf` of the oracle: the hash of everything agreed, with the chain and the oracle. */
export function requestIdOf(chainId: number, oracle: Address, request: Request): bigint {
  return hexToBigInt(keccak256(encodeAbiParameters(ID_PARAMETERS, [BigInt(chainId), oracle, request])));
}

/** The terms as the ABI encodes them. */
export const encodeTerms = (request: Request): Hex => encodeAbiParameters([TERMS], [request]);

export function decodeTerms(terms: Hex): Request {
  const [request] = decodeAbiParameters([TERMS], terms);
  return request;
}

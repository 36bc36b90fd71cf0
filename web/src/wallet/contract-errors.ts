import * as interfaces from "@openimo/contracts/abi";
import type { Abi } from "viem";

type AbiError = Extract<Abi[number], { type: "error" }>;

const isAbi = (member: unknown): member is Abi => Array.isArray(member);

/** Every error that our contracts can throw, those of their libraries included. Loaded when one has to be explained. */
export const contractErrors: readonly AbiError[] = Object.values<unknown>(interfaces)
  .filter(isAbi)
  .flatMap((abi) => abi.filter((item) => item.type === "error"));

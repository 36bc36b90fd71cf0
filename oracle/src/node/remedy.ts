import { InputError, PackageError } from "@openimo/runtime";
import { BaseError, HttpRequestError, MethodNotFoundRpcError, MethodNotSupportedRpcError, RpcRequestError } from "viem";
import { refusalIn } from "../chain/contract-error.ts";
import { isInsufficientFunds, isUnreachable } from "../chain/rpc-error.ts";
import { CommandError } from "../command-line/errors.ts";
import { signerErrorIn } from "../keystore/signer-error.ts";
import type { Remedy } from "../metrics/node-metrics.ts";
import { QuorumError } from "../rpc/quorum-error.ts";
import { LATE, LOST_PRIORITY, RACES } from "./refusals.ts";

/** Codes of this machine that somebody has to make room or give leave for. */
const MACHINE_CODES: ReadonlySet<string> = new Set(["ENOSPC", "EDQUOT", "EACCES", "EPERM", "EROFS", "EMFILE", "EIO"]);
/** Codes of a connection that comes back. */
const CONNECTION_CODES: ReadonlySet<string> = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "ETIMEDOUT",
  "EPIPE",
  "EAI_AGAIN",
]);
/**
 * Classes of PostgreSQL's SQLSTATE: 08 connections, 40 transactions that were in each other's way, 57 a server that stops; 53 and
 * 58 are a full disk or memory.
 */
const SQL_RETRY = /^(08|40|57)[0-9A-Z]{3}$/;
const SQL_MACHINE = /^(53|58)[0-9A-Z]{3}$/;

function codeOf(error: Error): string {
  return "code" in error && typeof error.code === "string" ? error.code : "";
}

function remedyOfCode(code: string): Remedy | undefined {
  if (CONNECTION_CODES.has(code) || SQL_RETRY.test(code)) return "retry";
  if (MACHINE_CODES.has(code) || SQL_MACHINE.test(code)) return "operator";
  return undefined;
}

/** Refused by who gets the money: the operator's own account, where it is a contract. */
const PAYMENTS: ReadonlySet<string> = new Set(["OraclePaymentFailed", "DisputePaymentFailed"]);

/** Codes of JSON-RPC for a method that the RPC doesn't have. */
const NO_METHOD_CODES: readonly number[] = [MethodNotFoundRpcError.code, MethodNotSupportedRpcError.code];

/** An RPC that answers, but not with what was asked for. */
function remedyOfRpc(error: BaseError): Remedy | undefined {
  const found = error.walk((inner) => inner instanceof HttpRequestError || inner instanceof RpcRequestError);
  if (found instanceof HttpRequestError) return "configuration";
  if (!(found instanceof RpcRequestError)) return undefined;
  return NO_METHOD_CODES.includes(found.code) ? "configuration" : "retry";
}

function remedyOfRefusal(name: string | undefined): Remedy {
  // A contract that isn't ours, such as a consumer or an asset: it may think otherwise later.
  if (name === undefined) return "retry";
  if (PAYMENTS.has(name)) return "operator";
  return RACES.has(name) || LOST_PRIORITY.has(name) || LATE.has(name) ? "retry" : "bug";
}

/** What an error calls for. What nobody has foreseen is a bug: it is better reported once too often. */
export function remedyOf(error: unknown): Remedy {
  if (isUnreachable(error)) return "retry";
  if (error instanceof QuorumError) return "retry";
  const unsigned = signerErrorIn(error);
  if (unsigned !== undefined) return unsigned.mayPass ? "retry" : "operator";
  if (isInsufficientFunds(error)) return "operator";
  const refusal = refusalIn(error);
  if (refusal !== undefined) return remedyOfRefusal(refusal.name);
  if (error instanceof BaseError) return remedyOfRpc(error) ?? "bug";
  if (error instanceof CommandError) return error.kind === "tryAgain" ? "retry" : "configuration";
  if (error instanceof PackageError) return "configuration";
  // The program's own input rule was looked at before, so nothing that it refuses comes so far.
  if (error instanceof InputError) return "bug";
  return (error instanceof Error ? remedyOfCode(codeOf(error)) : undefined) ?? "bug";
}

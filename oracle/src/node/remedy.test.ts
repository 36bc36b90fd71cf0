import { inferenceOracleAbi } from "@openimo/contracts";
import { InputError, PackageError } from "@openimo/runtime";
import {
  encodeErrorResult,
  HttpRequestError,
  InsufficientFundsError,
  RpcRequestError,
  TimeoutError,
  zeroAddress,
} from "viem";
import { expect, test } from "vitest";
import { FailedError, TryAgainError, UsageError } from "../command-line/errors.ts";
import { remedyOf } from "./remedy.ts";

const url = "http://127.0.0.1:1/secret-token";
const refused = (data: `0x${string}`) =>
  new RpcRequestError({ url, body: {}, error: { code: 3, message: "execution reverted", data } });
const oracleError = (errorName: "OracleTooEarly" | "OracleSeedForgotten", value: bigint) =>
  refused(encodeErrorResult({ abi: inferenceOracleAbi, errorName, args: [value] } as never));
const coded = (code: string) => Object.assign(new Error(code), { code });

test.each<[string, unknown, string]>([
  ["an RPC that doesn't answer", new HttpRequestError({ url }), "retry"],
  ["an RPC that is too slow", new TimeoutError({ url, body: {} }), "retry"],
  ["too many requests", new HttpRequestError({ url, status: 429 }), "retry"],
  ["an RPC that wants a key", new HttpRequestError({ url, status: 401 }), "configuration"],
  ["an empty account", new InsufficientFundsError(), "operator"],
  ["what is not due yet", oracleError("OracleTooEarly", 5n), "retry"],
  ["a chain that has forgotten", oracleError("OracleSeedForgotten", 5n), "retry"],
  [
    "a bond that is another",
    refused(encodeErrorResult({ abi: inferenceOracleAbi, errorName: "OracleBond", args: [1n, 2n] })),
    "bug",
  ],
  [
    "a payment that its taker refuses",
    refused(
      encodeErrorResult({
        abi: inferenceOracleAbi,
        errorName: "OraclePaymentFailed",
        args: [zeroAddress, zeroAddress, 1n],
      }),
    ),
    "operator",
  ],
  [
    "an RPC that lacks a method",
    new RpcRequestError({ url, body: {}, error: { code: -32601, message: "no" } }),
    "configuration",
  ],
  [
    "an RPC that has a bad day",
    new RpcRequestError({ url, body: {}, error: { code: -32603, message: "no" } }),
    "retry",
  ],
  ["a revert of somebody else's contract", refused("0xdeadbeef"), "retry"],
  ["a command that may work later", new TryAgainError("later"), "retry"],
  ["a wrong option", new UsageError("no such option"), "configuration"],
  ["a wrong chain", new FailedError("the deployment is for another chain"), "configuration"],
  ["a damaged package", new PackageError("manifest.json", "a name", "none"), "configuration"],
  ["an input that was let through", new InputError(1, 2), "bug"],
  ["a full disk", coded("ENOSPC"), "operator"],
  ["a database server that is full", coded("53100"), "operator"],
  ["a database server that restarts", coded("57P01"), "retry"],
  ["transactions in each other's way", coded("40001"), "retry"],
  ["a statement that is wrong", coded("42601"), "bug"],
  ["what nobody foresaw", new TypeError("undefined is not a function"), "bug"],
  ["what is no error", "no", "bug"],
])("%s", (_name, error, remedy) => {
  expect(remedyOf(error)).toBe(remedy);
});

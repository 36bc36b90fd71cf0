import { disputeCourtAbi, inferenceOracleAbi } from "@openimo/contracts";
import { encodeEventTopics, type Hex, keccak256 } from "viem";
import type { RpcAnswer, RpcCall } from "./json-rpc.ts";
import { fate, type Lie } from "./weather.ts";

const [RESULT] = encodeEventTopics({ abi: inferenceOracleAbi, eventName: "AICallbackResult" });
const [CLAIMED] = encodeEventTopics({ abi: disputeCourtAbi, eventName: "Claimed" });

type Log = { readonly topics: readonly Hex[]; readonly data: Hex };

/** Posted answers, with what the liar says instead of each: bytes of the same length, and the hash that belongs to them. */
export class FalseAnswers {
  readonly #instead = new Map<string, string>();

  /** @param output An answer that was posted. */
  add(output: Hex): void {
    const wrong = `0x${(Number.parseInt(output.slice(2, 4) || "0", 16) ^ 1).toString(16).padStart(2, "0")}${output.slice(4)}`;
    this.#instead.set(keccak256(output).slice(2), keccak256(wrong as Hex).slice(2));
    this.#outputs.set(output.slice(2), wrong.slice(2));
  }

  readonly #outputs = new Map<string, string>();

  /** Everywhere at once, so that logs, states and receipts agree with each other. */
  tell(method: string, text: string): string {
    let told = text;
    for (const [right, wrong] of this.#instead) told = told.replaceAll(right, wrong);
    if (method !== "eth_getLogs" && method !== "eth_getTransactionReceipt" && method !== "eth_getBlockReceipts")
      return told;
    // A short answer stands in a word of its own, after its length.
    for (const [right, wrong] of this.#outputs) told = told.replaceAll(lengthened(right), lengthened(wrong));
    return told;
  }
}

function lengthened(output: string): string {
  const bytes = output.length / 2;
  return bytes.toString(16).padStart(64, "0") + output.padEnd(Math.ceil(bytes / 32) * 64, "0");
}

/** What a lying provider answers instead. */
export function told(lie: Lie, answers: FalseAnswers, call: RpcCall, answer: RpcAnswer, seed: string): RpcAnswer {
  const { method } = call;
  if (lie === "answers")
    return { ...answer, result: JSON.parse(answers.tell(method, JSON.stringify(answer.result ?? null))) };
  if (lie === "logs" && method === "eth_getLogs" && Array.isArray(answer.result)) {
    const kept = (answer.result as Log[]).filter(({ topics }) => topics[0] !== RESULT && topics[0] !== CLAIMED);
    return { ...answer, result: kept };
  }
  if (lie === "receipts" && method === "eth_getTransactionReceipt" && answer.result) {
    return { ...answer, result: { ...answer.result, status: "0x0" } };
  }
  if (lie === "states" && method === "eth_call" && typeof answer.result === "string" && answer.result.length > 66) {
    const at = 2 + Math.floor(fate(seed, JSON.stringify(call.params)) * (answer.result.length - 2));
    const digit = (Number.parseInt(answer.result[at], 16) ^ 1).toString(16);
    return { ...answer, result: answer.result.slice(0, at) + digit + answer.result.slice(at + 1) };
  }
  return answer;
}

/** What a test has a browser verify: the app's own worker, and its verdict. */
import type { Hex } from "viem";
import type { VerificationJob } from "../../../web/src/verification/job.ts";
import { startVerification } from "../../../web/src/verification/start-verification.ts";
import { verdictOf } from "../../../web/src/verification/verdict.ts";

/** How often the verdict was which of the two. */
type Count = { readonly right: number; readonly wrong: number };

/** A job as a test can hand it over: numbers of the chain are no JSON. */
export type PlainJob = Omit<VerificationJob, "requestId"> & { readonly requestId: string };

function flipped(answer: Hex, bit: number): Hex {
  const digit = 2 + 2 * Math.floor(bit / 8);
  const byte = Number.parseInt(answer.slice(digit, digit + 2), 16) ^ (1 << (bit % 8));
  return `0x${answer.slice(2, digit)}${byte.toString(16).padStart(2, "0")}${answer.slice(digit + 2)}`;
}

const compute = (job: PlainJob) =>
  startVerification({ ...job, requestId: BigInt(job.requestId) }, () => {}, new AbortController().signal);

/** Computes an answer, and judges it beside the expected one and beside each that differs from that in one of the bits. */
async function judge(job: PlainJob, expected: Hex, bits: readonly number[]): Promise<Count> {
  const computed = await compute(job);
  const posted = [expected, ...bits.map((bit) => flipped(expected, bit))];
  const right = posted.filter((answer) => verdictOf(computed, answer) === "right").length;
  return { right, wrong: posted.length - right };
}

const page = { judge };
export type VerificationPage = typeof page;

Object.assign(globalThis, { page });

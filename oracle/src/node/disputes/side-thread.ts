import type { MessagePort } from "node:worker_threads";
import { type AskedInputs, type ModelPackage, toHex } from "@openimo/runtime";
import { type Hash, type Hex, keccak256 } from "viem";
import type { Call } from "../../chain/transact.ts";
import { explain } from "../../command-line/explain.ts";
import { computeSide, type Side } from "../../dispute/side.ts";
import { callOf, type SideJob } from "../../dispute/side-job.ts";
import { loadNamedPackage } from "../../models/local-packages.ts";
import { createRunner, type RunRequest } from "../../models/model-runner.ts";

/** What a side's thread is started with. */
export type SideStart = {
  /** Folder or archive of the package, which is read and checked again. */
  readonly path: string;
  readonly asked: AskedInputs;
  readonly request: RunRequest;
};

/** What a side claims. */
export type SideFacts = { readonly outputHash: Hash; readonly traceRoot: Hex };

/** `reference` runs the request by the plain definitions and gives the hash of that answer. */
export type SideTask = { readonly type: "reference" } | { readonly type: "call"; readonly job: SideJob };

export type SideQuestion = { readonly number: number; readonly task: SideTask };

export type SideReply =
  | { readonly type: "facts"; readonly facts: SideFacts }
  | { readonly type: "failed"; readonly message: string }
  | { readonly type: "call"; readonly number: number; readonly call: Call }
  | { readonly type: "reference"; readonly number: number; readonly outputHash: Hash }
  | { readonly type: "refused"; readonly number: number; readonly message: string };

/** Computes a side, tells what it claims, and answers questions about it until the thread is ended. */
export async function runSideThread(port: MessagePort, { path, asked, request }: SideStart): Promise<void> {
  const reply = (message: SideReply) => port.postMessage(message);
  let model: ModelPackage;
  let side: Side;
  try {
    model = await loadNamedPackage(path);
    side = await computeSide(model, asked, request);
  } catch (error) {
    return reply({ type: "failed", message: explain(error).message });
  }
  reply({ type: "facts", facts: { outputHash: keccak256(side.answer), traceRoot: toHex(side.trace.root) } });
  port.on("message", async ({ number, task }: SideQuestion) => {
    try {
      if (task.type === "call") return reply({ type: "call", number, call: await callOf(task.job, side) });
      reply({ type: "reference", number, outputHash: await runReference(model, asked, request) });
    } catch (error) {
      reply({ type: "refused", number, message: explain(error).message });
    }
  });
}

/** Gives way between instructions, so that moves don't wait for it. */
async function runReference(model: ModelPackage, asked: AskedInputs, request: RunRequest): Promise<Hash> {
  const runner = await createRunner(model, undefined, "reference");
  try {
    return keccak256(await runner.run(asked, request, new AbortController().signal));
  } finally {
    runner.dispose();
  }
}

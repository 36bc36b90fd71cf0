import { disputeCourtAbi } from "@openimo/contracts";
import { toHex } from "@openimo/runtime";
import { keccak256, type LocalAccount } from "viem";
import type { Connection } from "../../chain/connection.ts";
import { type FoundRequest, findInputs, readState } from "../../chain/find-request.ts";
import { ether, idHex } from "../../chain/format.ts";
import { STATUS_NAMES } from "../../chain/request.ts";
import { transact } from "../../chain/transact.ts";
import { ACCOUNT_ARGS, accountFrom } from "../../command-line/account-options.ts";
import { CHAIN_ARGS, connectFrom } from "../../command-line/chain-options.ts";
import { defineCommand } from "../../command-line/command.ts";
import { CONFIRM_ARGS, isAgreed } from "../../command-line/confirm.ts";
import { FailedError, UsageError } from "../../command-line/errors.ts";
import { parseRequestId } from "../../command-line/ids.ts";
import { note } from "../../command-line/print.ts";
import { withdrawCourtCall } from "../../dispute/court-calls.ts";
import type { CaseAction } from "../../dispute/next-action.ts";
import { CasePlayer } from "../../dispute/player.ts";
import { computeSide } from "../../dispute/side.ts";
import { PACKAGE_ARGS, packageFolders } from "../../models/local-packages.ts";
import { readModel } from "../../models/registered-model.ts";
import { accessFrom, CACHE_LISTS, FETCH_ARGS, type PackageAccess } from "../../packages/fetch-options.ts";
import { requirePackage } from "../../packages/find-package.ts";
import { findDispute, REQUEST_ARG } from "./target.ts";

const SENTENCES: Readonly<Record<Exclude<CaseAction["type"], "wait">, string>> = {
  commitTrace: "Committing to the trace of the posted answer",
  silence: "The operator has committed to no trace: giving its claim up",
  claim: "Claiming the right answer",
  openDuel: "Opening a duel with another claim",
  move: "Moving in a duel",
  timeout: "The other side did not act in time: eliminating its claim",
  conclude: "Taking the verdict",
  settle: "Sharing out a bond that was lost",
  lost: "Nothing can be done for this side any more",
  none: "The dispute is decided, and no bond is left to share out",
};

/** Tells each action once, and a wait only when it is another one. */
function teller(): (action: CaseAction) => void {
  let waited = "";
  return (action) => {
    const sentence = action.type === "wait" ? `Waiting: ${action.reason}` : SENTENCES[action.type];
    if (action.type !== "wait" || sentence !== waited) note(sentence);
    waited = action.type === "wait" ? sentence : "";
  };
}

async function sideOf(connection: Connection, asked: FoundRequest, folders: readonly string[], access: PackageAccess) {
  const model = await requirePackage(folders, await readModel(connection, asked.request.modelId), access);
  const [inputs, { seedSalt }] = await Promise.all([findInputs(connection, asked), readState(connection, asked.id)]);
  return computeSide(model, inputs, { id: asked.id, seedSalt });
}

/** What the court owes the account, paid out. */
async function withdraw(connection: Connection, account: LocalAccount): Promise<bigint> {
  const court = connection.deployment.disputeCourt;
  const args = [account.address] as const;
  const read = { address: court, abi: disputeCourtAbi, functionName: "creditWei", args } as const;
  const creditWei = await connection.client.readContract(read);
  if (creditWei === 0n) return 0n;
  try {
    await transact(connection, account, withdrawCourtCall(court, account.address));
  } catch (error) {
    // Anybody can have it paid out to the account, so somebody may have been faster.
    if ((await connection.client.readContract(read)) > 0n) throw error;
  }
  return creditWei;
}

export const play = defineCommand({
  summary: "Play the side of the right answer in a dispute until it is decided; can be stopped and started again",
  example: "openimo dispute play 0x6f1c… --account watcher --yes",
  args: { ...REQUEST_ARG, ...CONFIRM_ARGS, ...PACKAGE_ARGS, ...FETCH_ARGS, ...CHAIN_ARGS, ...ACCOUNT_ARGS },
  lists: ["models", ...CACHE_LISTS],
  async run({ args, lists }) {
    const id = parseRequestId(args.request);
    const folders = packageFolders(lists.get("models"));
    const connection = await connectFrom(args);
    const { asked, found } = await findDispute(connection, id);
    const account = await accountFrom(args, connection.chain.id);
    note("Computing the run again");
    const side = await sideOf(connection, asked, folders, accessFrom(args, lists, connection.chain.id));
    const hooks = {
      onAction: teller(),
      onTrouble: note,
      mayClaim: (bondWei: bigint) =>
        isAgreed(`Nobody claims the right answer. Put ${ether(bondWei)} at stake for it?`, args.yes),
    };
    const player = new CasePlayer(connection, account, { found, request: asked.request, side }, hooks);
    const end = await player.play();
    side.dispose();
    if (end === "refused") throw new UsageError("Cancelled.");
    const withdrawnWei = await withdraw(connection, account);
    const { status, outputHash } = await readState(connection, asked.id);
    const facts = {
      ...{ requestId: idHex(asked.id), caseId: found.id, state: STATUS_NAMES[status], withdrawnWei },
      ...{ output: toHex(side.answer), isAnswer: outputHash === keccak256(side.answer) },
    };
    if (end === "lost") throw new FailedError("No claim of the right answer lives, and none is taken any more.", facts);
    const verdict = facts.isAnswer ? "the right answer is final" : `it is ${STATUS_NAMES[status]}`;
    return {
      json: facts,
      text:
        `The dispute about request ${idHex(asked.id)} is decided: ${verdict}.\n` +
        `${account.address} got ${ether(withdrawnWei)} from the court; the operator's reward is had with \`openimo withdraw\`.`,
    };
  },
});

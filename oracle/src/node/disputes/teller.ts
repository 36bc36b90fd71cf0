import { VERDICT } from "@openimo/player";
import type { Logger } from "pino";
import { idHex } from "../../chain/format.ts";
import { STATUS } from "../../chain/request.ts";
import type { NodeMetrics } from "../../metrics/node-metrics.ts";
import { answerFeeWei } from "../profit.ts";
import type { ServedModel } from "../served-models.ts";
import type { CaseLook } from "./case-desk.ts";
import type { Alert, WatchDecision } from "./decide-watch.ts";
import type { WatchView } from "./view.ts";
import type { Watched } from "./watch-book.ts";

const ALERTS: Readonly<Record<Alert, string>> = {
  executionsDisagree: "two executions of this request give different answers: a bug, so nothing is sent",
  wrongAnswerLeft: "the answer is wrong, and is not contradicted",
  wrongAnswerUncontested: "the answer is wrong, and nobody can contradict it any more",
  ownAnswerWrong: "the own answer is wrong: its bond will be lost",
  rightSideLost: "no claim of the right answer lives, and none is taken any more",
  caseUnplayable: "the dispute can't be played, since the run can't be computed again",
};

/** Tells people and metrics what was found, each thing once for a request. */
export class Teller {
  readonly #log: Logger;
  readonly #metrics: Pick<NodeMetrics, "disputes" | "failed" | "money">;
  readonly #told = new Map<bigint, Set<string>>();

  constructor(log: Logger, metrics: Pick<NodeMetrics, "disputes" | "failed" | "money">) {
    this.#log = log;
    this.#metrics = metrics;
  }

  forget(id: bigint): void {
    this.#told.delete(id);
  }

  /** What was decided about an answer. */
  heard(watched: Watched, decision: WatchDecision, view: WatchView, model: ServedModel | undefined): void {
    const { id } = watched;
    const facts = { requestId: idHex(id) };
    if (decision.type === "leave")
      this.#log.debug({ ...facts, reason: decision.reason }, "request not watched any more");
    if (decision.type === "wait") this.#log.trace(facts, decision.reason);
    if ("alert" in decision && decision.alert !== undefined) this.#alert(id, decision.alert, decision.reason, model);
    if (model === undefined || view.state.status !== STATUS.answered) return;
    const { modelHash } = model;
    if (decision.type === "wait" && decision.isUnverifiable === true && this.#isNew(id, "unverifiable")) {
      this.#metrics.disputes.checked(modelHash, "unverifiable");
      this.#log.warn(
        { ...facts, reason: decision.reason },
        "the answer can't be verified, which doesn't make it wrong",
      );
    }
    const { check, confirmation, state } = view;
    if (check.type !== "computed") return;
    if (check.outputHash === state.outputHash) {
      if (this.#isNew(id, `right ${state.outputHash}`)) {
        this.#metrics.disputes.checked(modelHash, "right");
        this.#log.debug(facts, "the answer is right");
      }
    } else if (confirmation.type === "agreed" && confirmation.outputHash === check.outputHash) {
      if (!this.#isNew(id, `wrong ${state.outputHash}`)) return;
      this.#metrics.disputes.checked(modelHash, "wrong");
      const found = { posted: state.outputHash, computed: check.outputHash, answeredBy: state.proposer };
      this.#log.warn({ ...facts, ...found }, "the answer is wrong: two executions agree on another one");
    }
  }

  /** What was seen of a case. */
  saw(watched: Watched, { decisions, view, side, isProposer, isWon }: CaseLook): void {
    const { id, state, isOwn, request, gainsWei } = watched;
    const facts = { requestId: idHex(id) };
    for (const decision of decisions) {
      if (decision.type !== "wait") continue;
      this.#log.trace(facts, decision.reason);
      if (decision.alert !== undefined) this.#alert(id, decision.alert, decision.reason, undefined);
    }
    if (side?.type === "failed") this.#alert(id, "caseUnplayable", side.reason, undefined);
    if (side?.type === "known" && isProposer && view.openedCase.outputHash !== side.facts.outputHash) {
      this.#alert(id, "ownAnswerWrong", `the run gives an answer with hash ${side.facts.outputHash}`, undefined);
    }
    if (isWon && gainsWei > 0n) {
      this.#metrics.money.earned(gainsWei);
      watched.gainsWei = 0n;
    }
    if (view.state.verdict === VERDICT.none || !this.#isNew(id, "verdict")) return;
    if (isWon) this.#metrics.money.earned(isProposer ? answerFeeWei(request) : request.operatorRewardWei);
    const isVoid = view.state.verdict === VERDICT.void;
    const isPosted = state?.outputHash === view.openedCase.outputHash;
    if (isOwn) this.#metrics.disputes.ended(isVoid ? "void" : isWon ? "won" : "lost");
    const verdict = isVoid ? "void" : isPosted ? "the posted answer stands" : "the posted answer is overturned";
    this.#log.info({ ...facts, verdict }, "the dispute is decided");
  }

  /** How many cases there are of each kind, and how soon the next window ends in which something is to be done. */
  count(all: readonly Watched[], now: number): void {
    const cases = all.filter(({ caseId }) => caseId !== undefined);
    const isOpen = ({ state }: Watched) => state?.status === STATUS.disputed;
    this.#metrics.disputes.held({
      open: cases.filter(isOpen).length,
      decided: cases.filter((watched) => !isOpen(watched)).length,
    });
    const ends = all.flatMap(({ lookAt, state }) =>
      lookAt === 0 && state !== undefined ? [state.windowEnd - now] : [],
    );
    this.#metrics.disputes.deadlineMargin(ends.length === 0 ? undefined : Math.max(0, Math.min(...ends)));
  }

  #alert(id: bigint, alert: Alert, reason: string, model: ServedModel | undefined): void {
    if (!this.#isNew(id, alert)) return;
    if (alert === "executionsDisagree" && model !== undefined)
      this.#metrics.disputes.executionsDisagreed(model.modelHash);
    this.#metrics.failed("dispute", alert === "executionsDisagree" ? "bug" : "operator");
    this.#log.error({ requestId: idHex(id), alert, reason }, ALERTS[alert]);
  }

  #isNew(id: bigint, what: string): boolean {
    const told = this.#told.get(id) ?? new Set<string>();
    this.#told.set(id, told);
    if (told.has(what)) return false;
    told.add(what);
    return true;
  }
}

import { type CaseStep, deadlineOf, lastTurn, unpackPlace } from "@openimo/player";
import { PHASE } from "@openimo/runtime/dispute";
import { useState } from "react";
import { ActionButton } from "../../../components/action-button.tsx";
import { Ether } from "../../../components/amount.tsx";
import { Fact, Facts } from "../../../components/facts.tsx";
import { Notice } from "../../../components/notice.tsx";
import { TimeLeft } from "../../../components/time.tsx";
import { caseStep, type StepName } from "../../../flows/play-dispute.ts";
import { explainPackageProblem } from "../../../hooks/explain-package-problem.ts";
import { type PlayedStep, useStepCall, useStepGas } from "../../../hooks/use-step-call.ts";
import { useMessages } from "../../../messages/messages.ts";

/** One thing to sign: what it does, what it costs, and until when it is possible. */
export function StepCard({ played }: { played: PlayedStep }) {
  const m = useMessages();
  const { key, step, facts, valueWei } = played;
  const call = useStepCall(played);
  const gasWei = useStepGas(key, call.data);
  const [doneKey, setDoneKey] = useState<string>();
  if (doneKey === key) return <p className="text-muted">{m.duel.reading}</p>;
  const name = nameOf(step);
  const deadline = deadlineOf(step, facts);
  return (
    <div className="space-y-3">
      <p className="font-semibold">{m.duel.steps[name]}</p>
      <p>{m.duel.stepTexts[name]}</p>
      <Facts>
        {valueWei > 0n && (
          <Fact name={m.duel.stake}>
            <Ether wei={valueWei} />
          </Fact>
        )}
        <Fact name={m.duel.gas}>
          <Ether wei={gasWei} />
        </Fact>
        {deadline !== undefined && (
          <Fact name={m.duel.timeLeft}>
            <TimeLeft until={deadline} />
          </Fact>
        )}
      </Facts>
      {call.error && (
        <Notice kind="warn" title={m.duel.cannotCompute}>
          {explainPackageProblem(call.error, m)}
        </Notice>
      )}
      {call.data && <ActionButton action={caseStep(name, key, call.data)} onConfirmed={() => setDoneKey(key)} />}
    </div>
  );
}

/** At its end a duel's move is a proof. */
function nameOf(step: CaseStep): StepName {
  if (step.type !== "move") return step.type;
  return unpackPlace(lastTurn(step.duel).state).phase === PHASE.move ? "move" : "prove";
}

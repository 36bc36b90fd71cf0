import type { ModelPackage } from "@openimo/runtime";
import type { TransactionReceipt } from "viem";
import { useChain } from "../../app/chain.ts";
import { ActionButton } from "../../components/action-button.tsx";
import { QueryView } from "../../components/query-view.tsx";
import { Timeline } from "../../components/timeline.tsx";
import { validateProgram } from "../../flows/validate-program.ts";
import { useValidation, type Validation } from "../../hooks/use-validation.ts";
import { useMessages } from "../../messages/messages.ts";
import type { Action } from "../../wallet/action.ts";

interface RegistrationStepsProps {
  readonly opened: ModelPackage;
  /** The last step. */
  readonly register: Action;
  readonly disabled: boolean;
  onConfirmed(receipt: TransactionReceipt): void;
}

/** The transactions of a registration, one after the other. What somebody has done before is done. */
export function RegistrationSteps(props: RegistrationStepsProps) {
  const query = useValidation(props.opened);
  return <QueryView query={query}>{(validation) => <Steps {...props} validation={validation} />}</QueryView>;
}

function Steps({ register, disabled, onConfirmed, validation }: RegistrationStepsProps & { validation: Validation }) {
  const m = useMessages();
  const { deployment } = useChain();
  const { calls, done } = validation;
  const validations = calls.map((call, i) => validateProgram(deployment.programRegistry, call, i + 1, calls.length));
  const next = validations[done];
  const steps = [...validations, register].map((action, i) => ({
    title: action.label(m),
    state: i < done ? ("done" as const) : i === done ? ("now" as const) : ("later" as const),
  }));
  return (
    <>
      <p className="mb-4 text-xs text-muted">{m.register.validationHint}</p>
      <Timeline steps={steps} label={m.register.steps} />
      <div className="mt-4">
        {next ? (
          <ActionButton action={next} />
        ) : (
          <ActionButton disabled={disabled} action={register} onConfirmed={onConfirmed} />
        )}
      </div>
    </>
  );
}

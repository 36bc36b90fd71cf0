import { useChain } from "../../app/chain.ts";
import { Button } from "../../components/button.tsx";
import { Panel } from "../../components/panel.tsx";
import { QueryView } from "../../components/query-view.tsx";
import { type ListedModel, statusOf } from "../../hooks/read-model.ts";
import { useModels } from "../../hooks/use-models.ts";
import { useStoredState } from "../../hooks/use-stored-state.ts";
import { useWallet } from "../../hooks/use-wallet.ts";
import { type Messages, useMessages } from "../../messages/messages.ts";
import type { StepProps } from "./launch-page.tsx";
import { RegisterForm } from "./register-form.tsx";

/** Why a model can't be launched now; undefined when it can. */
function obstacleOf(model: ListedModel, launchpad: string, m: Messages): string | undefined {
  if (model.revenueRouter.toLowerCase() !== launchpad.toLowerCase()) return m.launch.notRouted;
  const status = statusOf(model);
  return status === "unlaunched" || status === "failed" ? undefined : m.launch.alreadyLaunched;
}

/** Which of the developer's models, or a new one. */
export function ModelStep({ draft, change, goTo }: StepProps) {
  const m = useMessages();
  const { deployment } = useChain();
  const { address } = useWallet();
  const query = useModels();
  const [registering, setRegistering] = useStoredState(
    `openimo.launch.registering.${address}`,
    (stored) => stored === true,
  );
  const choose = (modelId: string) => change({ modelId });
  return (
    <Panel title={m.launch.chooseModel}>
      <QueryView query={query}>
        {(models) => {
          const own = models.filter(({ developer }) => developer === address);
          const chosen = own.find(({ id }) => String(id) === draft.modelId);
          const ready = chosen && !obstacleOf(chosen, deployment.launchpad, m);
          return (
            <>
              {own.length === 0 && <p className="mb-4 text-muted">{m.launch.noModels}</p>}
              <fieldset className="space-y-2">
                <legend className="sr-only">{m.launch.chooseModel}</legend>
                {own.map((model) => (
                  <ModelChoice
                    key={String(model.id)}
                    model={model}
                    obstacle={obstacleOf(model, deployment.launchpad, m)}
                    checked={model === chosen}
                    onChoose={choose}
                  />
                ))}
              </fieldset>
              {registering || own.length === 0 ? (
                <RegisterForm
                  account={address ?? ""}
                  onRegistered={(id) => {
                    setRegistering(false);
                    choose(id);
                  }}
                />
              ) : (
                <Button kind="quiet" className="mt-3 text-accent" onClick={() => setRegistering(true)}>
                  + {m.launch.registerAnother}
                </Button>
              )}
              <div className="mt-6 flex justify-end">
                <Button disabled={!ready} onClick={() => goTo("token")}>
                  {m.launch.next}
                </Button>
              </div>
            </>
          );
        }}
      </QueryView>
    </Panel>
  );
}

interface ModelChoiceProps {
  readonly model: ListedModel;
  readonly obstacle: string | undefined;
  readonly checked: boolean;
  onChoose(modelId: string): void;
}

function ModelChoice({ model, obstacle, checked, onChoose }: ModelChoiceProps) {
  return (
    <label
      className={`flex items-center gap-3 rounded-md border px-4 py-3 ${checked ? "border-accent bg-accent-soft" : "border-line"} ${obstacle ? "text-muted" : ""}`}
    >
      <input
        type="radio"
        name="model"
        className="size-4.5 shrink-0"
        checked={checked}
        disabled={obstacle !== undefined}
        onChange={() => onChoose(String(model.id))}
      />
      <span className="min-w-0">
        <span className="block font-semibold break-words">{model.name}</span>
        {obstacle && <span className="block text-xs">{obstacle}</span>}
      </span>
    </label>
  );
}

import { useNavigate } from "@tanstack/react-router";
import { ConnectFirst } from "../../components/connect-first.tsx";
import { PageHeading } from "../../components/page-heading.tsx";
import { useStoredState } from "../../hooks/use-stored-state.ts";
import { useWallet } from "../../hooks/use-wallet.ts";
import { useMessages } from "../../messages/messages.ts";
import { EMPTY_DRAFT, LAUNCH_STEPS, type LaunchDraft, type LaunchStep, parseDraft } from "./launch-draft.ts";
import { ModelStep } from "./model-step.tsx";
import { OfferingStep } from "./offering-step.tsx";
import { ReviewStep } from "./review-step.tsx";
import { TokenStep } from "./token-step.tsx";

/** What each step of the wizard gets. */
export interface StepProps {
  readonly draft: LaunchDraft;
  change(change: Partial<LaunchDraft>): void;
  goTo(step: LaunchStep): void;
}

/** The wizard of a model developer: model, token, offering, review. */
export function LaunchPage() {
  const m = useMessages();
  const { address } = useWallet();
  return (
    <>
      <PageHeading title={m.launch.title} text={m.launch.text} />
      {address ? <Wizard key={address} account={address} /> : <ConnectFirst text={m.launch.connectText} />}
    </>
  );
}

function Wizard({ account }: { account: string }) {
  const navigate = useNavigate();
  const [draft, setDraft] = useStoredState(`openimo.launch.${account}`, parseDraft);
  const change = (part: Partial<LaunchDraft>) => setDraft({ ...draft, ...part });
  const props: StepProps = { draft, change, goTo: (step) => change({ step }) };
  const launched = () => {
    const { modelId } = draft;
    setDraft(EMPTY_DRAFT);
    void navigate({ to: "/models/$modelId", params: { modelId } });
  };
  return (
    <div className="grid grid-cols-1 items-start gap-5 lg:grid-cols-[13rem_1fr]">
      <StepList {...props} />
      {draft.step === "model" && <ModelStep {...props} />}
      {draft.step === "token" && <TokenStep {...props} />}
      {draft.step === "offering" && <OfferingStep {...props} />}
      {draft.step === "review" && <ReviewStep {...props} onLaunched={launched} />}
    </div>
  );
}

function StepList({ draft, goTo }: StepProps) {
  const m = useMessages();
  const current = LAUNCH_STEPS.indexOf(draft.step);
  return (
    <nav aria-label={m.launch.steps}>
      <ol className="grid grid-cols-4 gap-1 lg:grid-cols-1">
        {LAUNCH_STEPS.map((step, i) => (
          <li key={step}>
            <button
              type="button"
              disabled={i > current}
              aria-current={i === current ? "step" : undefined}
              onClick={() => goTo(step)}
              className={`flex w-full flex-col items-start gap-1 border-t-2 px-1 py-2 text-left font-medium lg:flex-row lg:gap-3 lg:border-t-0 lg:border-l-2 lg:px-4 ${
                i <= current ? "border-accent" : "border-line text-muted"
              } ${i === current ? "text-accent" : ""}`}
            >
              <span className="figures text-xs lg:text-sm">{i + 1}</span>
              {m.launch.stepNames[step]}
            </button>
          </li>
        ))}
      </ol>
    </nav>
  );
}

import { lazy, Suspense, useState } from "react";
import { zeroAddress } from "viem";
import { useChain } from "../../app/chain.ts";
import { Fact, Facts } from "../../components/facts.tsx";
import { Hash } from "../../components/hash.tsx";
import { parseAmount } from "../../components/parse-amount.ts";
import { Skeleton } from "../../components/query-view.tsx";
import { TextField } from "../../components/text-field.tsx";
import { registeredModelIdOf, registerModel } from "../../flows/register-model.ts";
import { useStoredState } from "../../hooks/use-stored-state.ts";
import { useFormat } from "../../messages/format.ts";
import { useMessages } from "../../messages/messages.ts";
import { FeeFields, useFeeFields } from "./fee-fields.tsx";
import { type OpenedPackage, PackageSource } from "./package-source.tsx";
import { RegistrationSteps } from "./registration-steps.tsx";

/** Its compiler and its texts are for those who have no package yet. */
const CompileSource = lazy(async () => ({ default: (await import("./compile/compile-source.tsx")).CompileSource }));

type SourceName = "package" | "onnx";

/** Registers a model from its package, which may be made here. Its hash is computed here, not read. */
export function RegisterForm({ account, onRegistered }: { account: string; onRegistered(modelId: string): void }) {
  const m = useMessages();
  const [opened, setOpened] = useState<OpenedPackage>();
  const [source, setSource] = useStoredState<SourceName>(`openimo.launch.source.${account}`, (stored) =>
    stored === "onnx" ? "onnx" : "package",
  );
  return (
    <div className="mt-5 rounded-md bg-paper p-4 sm:p-5">
      <h3 className="text-base font-semibold">{m.register.title}</h3>
      <p className="mt-1 mb-4 text-muted">{m.register.text}</p>
      <SourceChoice
        source={source}
        onChange={(name) => {
          setSource(name);
          setOpened(undefined);
        }}
      />
      {source === "package" && <PackageSource onOpened={setOpened} />}
      {source === "onnx" && (
        <Suspense fallback={<Skeleton lines={6} />}>
          <CompileSource account={account} onOpened={setOpened} />
        </Suspense>
      )}
      {opened && <RegisterTerms key={opened.package.modelHash} opened={opened} onRegistered={onRegistered} />}
    </div>
  );
}

function SourceChoice({ source, onChange }: { source: SourceName; onChange(source: SourceName): void }) {
  const m = useMessages();
  return (
    <fieldset className="mb-5 flex flex-wrap gap-x-6 gap-y-2">
      <legend className="mb-1.5 font-medium">{m.register.source}</legend>
      {(["package", "onnx"] as const).map((name) => (
        <label key={name} className="flex min-h-6 items-center gap-2">
          <input
            type="radio"
            name="model-source"
            className="size-4.5 shrink-0"
            checked={source === name}
            onChange={() => onChange(name)}
          />
          {m.register.sourceNames[name]}
        </label>
      ))}
    </fieldset>
  );
}

interface RegisterTermsProps {
  readonly opened: OpenedPackage;
  onRegistered(modelId: string): void;
}

function RegisterTerms({ opened, onRegistered }: RegisterTermsProps) {
  const m = useMessages();
  const format = useFormat();
  const { deployment } = useChain();
  const { manifest, modelHash, programRoot, weightsRoot } = opened.package;
  const [name, setName] = useState(manifest.name);
  const [reward, setReward] = useState("0.0002");
  const [packageURI, setPackageURI] = useState(opened.address);
  const feeFields = useFeeFields();
  const { fee } = feeFields;
  const operatorRewardWei = parseAmount(reward);
  const { leastBytes, mostBytes } = opened.inputLength;
  const hasFee = fee.asset !== undefined && fee.amount !== undefined;
  const ready = hasFee && operatorRewardWei !== undefined && name !== "" && packageURI !== "";
  return (
    <div className="mt-5 border-t border-line pt-5">
      <Facts>
        <Fact name={m.package.modelHash}>
          <Hash value={modelHash} label={m.package.modelHash} />
        </Fact>
        <Fact name={m.register.inputBytes}>
          {m.register.lengths(format.count(leastBytes), format.count(mostBytes))}
        </Fact>
        <Fact name={m.package.integerTop1}>{format.share(opened.parity.integerTop1)}</Fact>
      </Facts>
      <div className="mt-5 grid grid-cols-1 gap-4 sm:grid-cols-2">
        <TextField label={m.register.name} value={name} onChange={setName} maxLength={64} hint={m.register.nameHint} />
        <TextField
          label={m.register.packageURI}
          value={packageURI}
          onChange={setPackageURI}
          placeholder="https://"
          maxLength={256}
          hint={m.register.packageURIHint}
        />
        <FeeFields {...feeFields} />
        <TextField
          label={m.register.reward}
          unit={m.symbol}
          inputMode="decimal"
          value={reward}
          onChange={setReward}
          problem={operatorRewardWei === undefined ? m.common.badAmount : undefined}
          hint={m.register.rewardHint}
        />
      </div>
      <p className="mt-2 mb-4 text-xs text-muted">{m.register.forever}</p>
      <RegistrationSteps
        opened={opened.package}
        disabled={!ready}
        register={registerModel(deployment.modelRegistry, {
          programRoot,
          weightsRoot,
          feeAsset: fee.asset ?? zeroAddress,
          feeAmount: fee.amount ?? 0n,
          operatorRewardWei: operatorRewardWei ?? 0n,
          inputLengthMin: leastBytes,
          inputLengthMax: mostBytes,
          revenueRouter: deployment.launchpad,
          name,
          packageURI,
        })}
        onConfirmed={(receipt) => {
          const id = registeredModelIdOf(receipt);
          if (id !== undefined) onRegistered(String(id));
        }}
      />
    </div>
  );
}

import type { Field } from "@openimo/runtime";
import { useState } from "react";
import { concat } from "viem";
import { ChoiceField } from "./choice-field.tsx";
import { HexField } from "./hex-field.tsx";
import { randomBytes, SeedField } from "./seed-field.tsx";

interface FieldsInputProps {
  readonly fields: readonly Field[];
  onInput(input: Uint8Array | undefined): void;
}

/** An input of several parts, each with its own form. Seeds begin random; the rest is to be given. */
export function FieldsInput({ fields, onInput }: FieldsInputProps) {
  const [parts, setParts] = useState<readonly (Uint8Array | undefined)[]>(() =>
    fields.map(({ bytes, meaning }) => (meaning.kind === "seed" ? randomBytes(bytes) : undefined)),
  );
  const change = (index: number, bytes: Uint8Array | undefined) => {
    const next = parts.with(index, bytes);
    setParts(next);
    const given = next.filter((part) => part !== undefined);
    onInput(given.length === fields.length ? concat(given) : undefined);
  };
  return (
    <div className="space-y-6">
      {fields.map((field, i) => (
        <FieldInput key={field.name} field={field} value={parts[i]} onValue={(bytes) => change(i, bytes)} />
      ))}
    </div>
  );
}

interface FieldInputProps {
  readonly field: Field;
  readonly value: Uint8Array | undefined;
  onValue(value: Uint8Array | undefined): void;
}

function FieldInput({ field: { name, bytes, meaning }, value, onValue }: FieldInputProps) {
  switch (meaning.kind) {
    case "choice":
      return <ChoiceField name={name} labels={meaning.labels} chosen={value?.[0]} onValue={onValue} />;
    case "seed":
      return <SeedField name={name} bytes={bytes} value={value} onValue={onValue} />;
    case "numbers":
      return <HexField label={name} bytes={bytes} onValue={onValue} />;
  }
}

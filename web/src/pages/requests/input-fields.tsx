import type { Field } from "@openimo/runtime";
import { bytesToHex } from "viem";
import { useMessages } from "../../messages/messages.ts";

/** The parts of an input, each by its name. */
export function InputFields({ fields, bytes }: { fields: readonly Field[]; bytes: Uint8Array }) {
  const m = useMessages();
  const starts = fields.map((_, i) => fields.slice(0, i).reduce((sum, field) => sum + field.bytes, 0));
  return (
    <dl className="space-y-3">
      {fields.map((field, i) => (
        <div key={field.name}>
          <dt className="text-muted">{m.ask.fieldName(field.name)}</dt>
          <FieldValue field={field} bytes={bytes.subarray(starts[i], (starts[i] ?? 0) + field.bytes)} />
        </div>
      ))}
    </dl>
  );
}

function FieldValue({ field: { meaning }, bytes }: { field: Field; bytes: Uint8Array }) {
  const label = meaning.kind === "choice" ? meaning.labels[bytes[0] ?? -1] : undefined;
  if (label !== undefined) return <dd className="text-lg font-semibold">{label}</dd>;
  return <dd className="font-mono text-xs break-all">{bytesToHex(bytes)}</dd>;
}

import { useState } from "react";
import { bytesToHex } from "viem";
import { Button } from "../../components/button.tsx";
import { Icon } from "../../components/icon.tsx";
import { TextField } from "../../components/text-field.tsx";
import { useFormat } from "../../messages/format.ts";
import { useMessages } from "../../messages/messages.ts";
import { bytesOfHex } from "./hex-field.tsx";

export function randomBytes(count: number): Uint8Array {
  return crypto.getRandomValues(new Uint8Array(count));
}

interface SeedFieldProps {
  readonly name: string;
  readonly bytes: number;
  readonly value: Uint8Array | undefined;
  onValue(value: Uint8Array | undefined): void;
}

/** Random bytes: thrown like dice, or given, to get the same again. */
export function SeedField({ name, bytes, value, onValue }: SeedFieldProps) {
  const m = useMessages();
  const format = useFormat();
  const [text, setText] = useState(value ? bytesToHex(value) : "");
  const give = (hex: string) => {
    setText(hex);
    onValue(bytesOfHex(hex, bytes));
  };
  return (
    <div className="grid grid-cols-1 items-start gap-3 sm:grid-cols-[1fr_auto]">
      <TextField
        label={m.ask.fieldName(name)}
        value={text}
        onChange={give}
        spellCheck={false}
        className="min-w-0 [&_input]:font-mono"
        hint={m.ask.seedHint}
        problem={bytesOfHex(text, bytes) ? undefined : m.ask.bytesRule(format.count(bytes), format.count(bytes), true)}
      />
      <Button kind="secondary" className="sm:mt-7" onClick={() => give(bytesToHex(randomBytes(bytes)))}>
        <Icon name="die" />
        {m.ask.newSeed}
      </Button>
    </div>
  );
}

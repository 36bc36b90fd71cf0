import { useState } from "react";
import { hexToBytes, isHex } from "viem";
import { TextField } from "../../components/text-field.tsx";
import { useFormat } from "../../messages/format.ts";
import { useMessages } from "../../messages/messages.ts";

/** The bytes that a text stands for, if they are so many. */
export function bytesOfHex(text: string, bytes: number): Uint8Array | undefined {
  const hex = text.trim();
  return isHex(hex) && hex.length === 2 + 2 * bytes ? hexToBytes(hex) : undefined;
}

interface HexFieldProps {
  readonly label: string;
  readonly bytes: number;
  onValue(value: Uint8Array | undefined): void;
}

/** A field whose bytes have no meaning of their own. */
export function HexField({ label, bytes, onValue }: HexFieldProps) {
  const m = useMessages();
  const format = useFormat();
  const [text, setText] = useState("");
  const rule = m.ask.bytesRule(format.count(bytes), format.count(bytes), true);
  const change = (value: string) => {
    setText(value);
    onValue(bytesOfHex(value, bytes));
  };
  return (
    <TextField
      label={m.ask.fieldName(label)}
      value={text}
      onChange={change}
      placeholder="0x…"
      spellCheck={false}
      hint={rule}
      problem={text !== "" && !bytesOfHex(text, bytes) ? rule : undefined}
    />
  );
}

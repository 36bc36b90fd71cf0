import { useState } from "react";
import { hexToBytes, isHex } from "viem";
import { TextField } from "../../components/text-field.tsx";
import type { ListedModel } from "../../hooks/read-model.ts";
import { useFormat } from "../../messages/format.ts";
import { useMessages } from "../../messages/messages.ts";

interface BytesInputProps {
  readonly model: ListedModel;
  onInput(input: Uint8Array | undefined): void;
}

/** For models whose input has no form of its own here: the bytes. */
export function BytesInput({ model, onInput }: BytesInputProps) {
  const m = useMessages();
  const format = useFormat();
  const [text, setText] = useState("");
  const { inputLengthMin: min, inputLengthMax: max } = model;
  const parse = (value: string): Uint8Array | undefined => {
    const hex = value.trim();
    if (!isHex(hex) || hex.length % 2 !== 0) return undefined;
    const bytes = hexToBytes(hex);
    return bytes.length >= min && bytes.length <= max ? bytes : undefined;
  };
  const change = (value: string) => {
    setText(value);
    onInput(parse(value));
  };
  const rule = m.ask.bytesRule(format.count(min), format.count(max), min === max);
  return (
    <TextField
      label={m.ask.bytes}
      value={text}
      onChange={change}
      placeholder="0x…"
      spellCheck={false}
      hint={rule}
      problem={text !== "" && !parse(text) ? rule : undefined}
    />
  );
}

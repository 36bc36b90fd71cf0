import { useRef, useState } from "react";
import { TextArea } from "../../components/text-area.tsx";
import { useFormat } from "../../messages/format.ts";
import { useMessages } from "../../messages/messages.ts";

interface TextInputProps {
  readonly mostBytes: number;
  onInput(input: Uint8Array | undefined): void;
}

/** A text that is judged as a whole. What is beyond the model's bytes is not read, and that is said. */
export function TextInput({ mostBytes, onInput }: TextInputProps) {
  const m = useMessages();
  const format = useFormat();
  const [text, setText] = useState("");
  const [bytes, setBytes] = useState(0);
  const newest = useRef("");
  const change = async (value: string) => {
    setText(value);
    newest.current = value;
    const { textByteLength, textBytes } = await import("@openimo/runtime");
    if (newest.current !== value) return;
    setBytes(textByteLength(value));
    onInput(value === "" ? undefined : textBytes(value, mostBytes));
  };
  return (
    <TextArea
      label={m.ask.text}
      value={text}
      onChange={change}
      hint={bytes > mostBytes ? m.ask.textCut(format.count(mostBytes)) : m.ask.textHint}
      counter={m.ask.byteCounter(format.count(bytes), format.count(mostBytes))}
    />
  );
}

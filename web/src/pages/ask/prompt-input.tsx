import { useRef, useState } from "react";
import { TextArea } from "../../components/text-area.tsx";
import type { CheckedPackage } from "../../hooks/read-package.ts";
import { useFormat } from "../../messages/format.ts";
import { useMessages } from "../../messages/messages.ts";

interface PromptInputProps {
  readonly content: CheckedPackage;
  onInput(input: Uint8Array | undefined): void;
}

/** The beginning of a text that the model continues. */
export function PromptInput({ content, onInput }: PromptInputProps) {
  const m = useMessages();
  const format = useFormat();
  const [text, setText] = useState("");
  const [tokens, setTokens] = useState(0);
  const newest = useRef("");
  const most = content.manifest.loop?.prompt.shape[0] ?? 0;
  const change = async (value: string) => {
    setText(value);
    newest.current = value;
    const { inputLength, PromptError, promptBytes } = await import("@openimo/runtime");
    if (newest.current !== value) return;
    try {
      const prompt = promptBytes(content, value);
      setTokens(prompt.length / inputLength(content.manifest).unitBytes);
      onInput(value === "" ? undefined : prompt);
    } catch (error) {
      // A text beyond any model's reach has a RangeError; it isn't cut in tokens.
      setTokens(error instanceof PromptError ? error.tokens : value.length);
      onInput(undefined);
    }
  };
  return (
    <TextArea
      label={m.ask.prompt}
      value={text}
      onChange={change}
      placeholder={m.ask.promptExample}
      hint={m.ask.promptHint}
      problem={tokens > most ? m.ask.promptTooLong : undefined}
      counter={m.ask.tokenCounter(format.count(tokens), format.count(most))}
    />
  );
}

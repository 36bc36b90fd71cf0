import { useMessages } from "../../messages/messages.ts";

/** A text that a model wrote on from a prompt, which is told apart by its colour and kept from the answer's own words. */
export function OutputText({ prompt, text }: { prompt: string; text: string }) {
  const m = useMessages();
  if (text === "") return <output className="text-muted">{m.request.nothingWritten}</output>;
  return (
    <p className="max-w-prose text-base leading-relaxed break-words whitespace-pre-wrap">
      <span className="text-muted">{prompt}</span>
      <output className="inline">{text}</output>
    </p>
  );
}

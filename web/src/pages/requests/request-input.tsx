import { type Hex, hexToBytes } from "viem";
import { Panel } from "../../components/panel.tsx";
import { PixelImage } from "../../components/pixel-image.tsx";
import type { ListedModel } from "../../hooks/read-model.ts";
import type { InferenceRequest } from "../../hooks/read-request.ts";
import { useInputText } from "../../hooks/use-described-output.ts";
import { usePackage } from "../../hooks/use-package.ts";
import { useMessages } from "../../messages/messages.ts";
import { InputFields } from "./input-fields.tsx";

/** What was asked: what the model's package says that it is, else its bytes. */
export function RequestInput({ request, model }: { request: InferenceRequest; model: ListedModel | undefined }) {
  const m = useMessages();
  const { data: content } = usePackage(model);
  const text = useInputText(content, request.input);
  const meaning = content?.manifest.input.meaning;
  const bytes = hexToBytes(request.input);
  const isGrey = meaning?.kind === "image" && meaning.channels === 1 && bytes.length === meaning.width * meaning.height;
  return (
    <Panel title={m.request.input}>
      {isGrey && (
        <PixelImage
          pixels={bytes}
          width={meaning.width}
          height={meaning.height}
          label={m.request.inputPicture}
          className="aspect-square w-full max-w-60"
        />
      )}
      {text !== undefined && <p className="text-base break-words whitespace-pre-wrap">{text}</p>}
      {meaning?.kind === "fields" && <InputFields fields={meaning.fields} bytes={bytes} />}
      {!isGrey && text === undefined && meaning?.kind !== "fields" && <Bytes hex={request.input} />}
    </Panel>
  );
}

/** Bytes without a meaning: the beginning, and how many there are. */
export function Bytes({ hex }: { hex: Hex }) {
  const m = useMessages();
  return (
    <div className="text-xs">
      <p className="max-h-40 overflow-y-auto font-mono break-all">{hex}</p>
      <p className="mt-2 text-muted">{m.request.bytes((hex.length - 2) / 2)}</p>
    </div>
  );
}

import { type Hex, hexToBytes } from "viem";
import { Panel } from "../../components/panel.tsx";
import { PixelImage } from "../../components/pixel-image.tsx";
import { batchItems } from "../../hooks/batch-items.ts";
import type { ListedModel } from "../../hooks/read-model.ts";
import type { CheckedPackage } from "../../hooks/read-package.ts";
import type { InferenceRequest } from "../../hooks/read-request.ts";
import { useInputText } from "../../hooks/use-described-output.ts";
import { usePackage } from "../../hooks/use-package.ts";
import { useMessages } from "../../messages/messages.ts";
import { InputFields } from "./input-fields.tsx";

/** What was asked: what the model's package says that it is, else its bytes. */
export function RequestInput({ request, model }: { request: InferenceRequest; model: ListedModel | undefined }) {
  const m = useMessages();
  const { data: content } = usePackage(model);
  const { batchSize, input } = request;
  const items = batchSize === 0 ? null : batchItems(input, batchSize);
  return (
    <Panel title={m.request.input}>
      {items === null ? (
        <Input content={content} input={input} />
      ) : (
        <ol className="space-y-6">
          {items.map((item, i) => (
            <li key={`${i} ${item}`}>
              <h3 className="mb-2 font-semibold">{m.request.item(i + 1, batchSize)}</h3>
              <Input content={content} input={item} />
            </li>
          ))}
        </ol>
      )}
    </Panel>
  );
}

function Input({ content, input }: { content: CheckedPackage | undefined; input: Hex }) {
  const m = useMessages();
  const text = useInputText(content, input);
  const meaning = content?.manifest.input.meaning;
  const bytes = hexToBytes(input);
  const isGrey = meaning?.kind === "image" && meaning.channels === 1 && bytes.length === meaning.width * meaning.height;
  return (
    <>
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
      {!isGrey && text === undefined && meaning?.kind !== "fields" && <Bytes hex={input} />}
    </>
  );
}

/** Bytes without a meaning: the beginning, and how many there are. */
export function Bytes({ hex }: { hex: Hex }) {
  const m = useMessages();
  return (
    <div className="text-xs">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by the keyboard */}
      <p tabIndex={0} className="max-h-40 overflow-y-auto font-mono break-all">
        {hex}
      </p>
      <p className="mt-2 text-muted">{m.request.bytes((hex.length - 2) / 2)}</p>
    </div>
  );
}

import type { ListedModel } from "../../hooks/read-model.ts";
import type { CheckedPackage } from "../../hooks/read-package.ts";
import { BytesInput } from "./bytes-input.tsx";
import { DigitInput } from "./digit-input.tsx";
import { FieldsInput } from "./fields-input.tsx";
import { PromptInput } from "./prompt-input.tsx";
import { TextInput } from "./text-input.tsx";

/** The preprocessings that make an input out of a drawing or a text, by their names in the manifest. */
const DIGIT_IMAGE = "digit-image";
const TEXT_BYTES = "text-bytes";
/** Without a readable package this length is taken for a picture of a digit. */
const DIGIT_BYTES = 784;

interface ModelInputProps {
  readonly model: ListedModel;
  readonly content: CheckedPackage | undefined;
  readonly input: Uint8Array | undefined;
  onInput(input: Uint8Array | undefined): void;
}

/** The form for what the model's package says that its input means; the bytes where there is none. */
export function ModelInput({ model, content, input, onInput }: ModelInputProps) {
  const { meaning, preprocessing } = content?.manifest.input ?? {};
  const isDigit = content
    ? preprocessing === DIGIT_IMAGE
    : model.inputLengthMin === DIGIT_BYTES && model.inputLengthMax === DIGIT_BYTES;
  if (isDigit) return <DigitInput input={input} onInput={onInput} />;
  if (content && meaning?.kind === "prompt") return <PromptInput content={content} onInput={onInput} />;
  if (meaning?.kind === "text" && preprocessing === TEXT_BYTES) {
    return <TextInput mostBytes={meaning.bytes} onInput={onInput} />;
  }
  if (meaning?.kind === "fields") return <FieldsInput fields={meaning.fields} onInput={onInput} />;
  return <BytesInput model={model} onInput={onInput} />;
}

import { useState } from "react";
import { DigitPad, type GreyPixels } from "../../components/digit-pad.tsx";
import { PictureFile } from "../../components/picture-file.tsx";
import { PixelImage } from "../../components/pixel-image.tsx";
import { useMessages } from "../../messages/messages.ts";

interface DigitInputProps {
  readonly input: Uint8Array | undefined;
  onInput(input: Uint8Array | undefined): void;
}

/** A digit, drawn or uploaded, and what the model will see of it: exactly the bytes that are sent. */
export function DigitInput({ input, onInput }: DigitInputProps) {
  const m = useMessages();
  const [problem, setProblem] = useState<string>();
  const read = async (image: GreyPixels) => {
    const { digitImage, DigitImageError } = await import("@openimo/runtime");
    try {
      onInput(digitImage(image));
      setProblem(undefined);
    } catch (error) {
      if (!(error instanceof DigitImageError)) throw error;
      onInput(undefined);
      setProblem(m.ask.pictureEmpty);
    }
  };
  const side = input ? Math.sqrt(input.length) : 0;
  return (
    <div className="grid grid-cols-1 gap-6 sm:grid-cols-[17.5rem_1fr]">
      <div>
        <p className="mb-1.5 font-medium">{m.ask.draw}</p>
        <DigitPad
          onDraw={read}
          onClear={() => {
            onInput(undefined);
            setProblem(undefined);
          }}
        />
      </div>
      <div className="space-y-6">
        <div role="status">
          <p className="mb-1.5 font-medium">{m.ask.preview}</p>
          {input ? (
            <PixelImage
              pixels={input}
              width={side}
              height={side}
              label={m.ask.previewLabel(side)}
              className="size-28"
            />
          ) : (
            <div className="grid size-28 place-items-center rounded-md border border-dashed border-line-strong p-2 text-center text-xs text-muted">
              {m.ask.nothingYet}
            </div>
          )}
          {problem && <p className="mt-2 text-danger">{problem}</p>}
        </div>
        <PictureFile onPicture={read} onProblem={setProblem} />
      </div>
    </div>
  );
}

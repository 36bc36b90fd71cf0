import type { Picture } from "@openimo/runtime";
import { Button } from "../../components/button.tsx";
import { Icon } from "../../components/icon.tsx";
import { paintPixels } from "../../components/paint-pixels.ts";
import { PixelImage } from "../../components/pixel-image.tsx";
import { useMessages } from "../../messages/messages.ts";

/** A picture that a model made, large and sharp; the file has its own pixels. */
export function OutputPicture({ picture }: { picture: Picture }) {
  const m = useMessages();
  return (
    <div className="space-y-4">
      <PixelImage {...picture} label={m.request.outputPicture} className="h-auto w-full max-w-96" />
      <Button kind="secondary" onClick={() => download(picture)}>
        <Icon name="download" />
        {m.request.download}
      </Button>
    </div>
  );
}

async function download(picture: Picture): Promise<void> {
  const canvas = new OffscreenCanvas(picture.width, picture.height);
  const context = canvas.getContext("2d");
  if (!context) throw new Error("no 2d canvas");
  paintPixels(context, picture);
  const address = URL.createObjectURL(await canvas.convertToBlob({ type: "image/png" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = "picture.png";
  link.click();
  URL.revokeObjectURL(address);
}

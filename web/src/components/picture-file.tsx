import { useMessages } from "../messages/messages.ts";
import { type GreyPixels, greyOf } from "./digit-pad.tsx";
import { FileField } from "./file-field.tsx";

/** A longer side is scaled down before it is read, in pixels. */
const MAX_SIDE = 1_024;

/** Decodes a picture file; transparent parts become white paper. */
async function readPicture(file: File): Promise<GreyPixels> {
  const bitmap = await createImageBitmap(file);
  const scale = Math.min(1, MAX_SIDE / Math.max(bitmap.width, bitmap.height));
  const width = Math.max(1, Math.round(bitmap.width * scale));
  const height = Math.max(1, Math.round(bitmap.height * scale));
  const context = new OffscreenCanvas(width, height).getContext("2d");
  if (!context) throw new Error("no 2d canvas");
  context.fillStyle = "#fff";
  context.fillRect(0, 0, width, height);
  context.drawImage(bitmap, 0, 0, width, height);
  return greyOf(context.getImageData(0, 0, width, height));
}

interface PictureFileProps {
  onPicture(image: GreyPixels): void;
  onProblem(problem: string): void;
}

/** The way to give a digit without drawing it: a picture file, reachable by keyboard. */
export function PictureFile({ onPicture, onProblem }: PictureFileProps) {
  const m = useMessages();
  const choose = async (file: File) => {
    try {
      onPicture(await readPicture(file));
    } catch {
      // The browser's decoder says only that it failed.
      onProblem(m.ask.pictureUnreadable(file.name));
    }
  };
  return <FileField label={m.ask.upload} accept="image/png,image/jpeg,image/webp" onFile={choose} />;
}

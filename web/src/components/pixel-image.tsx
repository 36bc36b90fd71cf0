import type { Picture } from "@openimo/runtime";
import { paintPixels } from "./paint-pixels.ts";

interface PixelImageProps extends Omit<Picture, "channels"> {
  /** Grey unless given. */
  readonly channels?: Picture["channels"];
  readonly label: string;
  readonly className?: string;
}

/** Pixels, shown large and sharp. */
export function PixelImage({ label, className = "size-40", channels = 1, ...picture }: PixelImageProps) {
  return (
    <canvas
      ref={(canvas) => {
        const context = canvas?.getContext("2d");
        if (context) paintPixels(context, { ...picture, channels });
      }}
      width={picture.width}
      height={picture.height}
      role="img"
      aria-label={label}
      className={`rounded-md bg-picture [image-rendering:pixelated] ${className}`}
    />
  );
}

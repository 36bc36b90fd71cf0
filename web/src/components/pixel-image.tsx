interface PixelImageProps {
  readonly pixels: Uint8Array;
  readonly width: number;
  readonly height: number;
  readonly label: string;
  readonly className?: string;
}

/** Grey pixels, one byte each, shown large and sharp. */
export function PixelImage({ pixels, width, height, label, className = "size-40" }: PixelImageProps) {
  return (
    <canvas
      ref={(canvas) => {
        const context = canvas?.getContext("2d");
        if (!context) return;
        const image = context.createImageData(width, height);
        for (const [i, grey] of pixels.entries()) image.data.set([grey, grey, grey, 255], i * 4);
        context.putImageData(image, 0, 0);
      }}
      width={width}
      height={height}
      role="img"
      aria-label={label}
      className={`rounded-md bg-picture [image-rendering:pixelated] ${className}`}
    />
  );
}

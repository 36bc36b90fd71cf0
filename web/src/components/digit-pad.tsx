import { type PointerEvent, useRef } from "react";
import { useMessages } from "../messages/messages.ts";
import { Button } from "./button.tsx";

/** Pixels a side of the drawing; the preprocessing scales it down to what the model sees. */
const SIDE = 280;
const PEN_PIXELS = 22;

export interface GreyPixels {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8ClampedArray;
}

/** The grey of each pixel: drawings and digits have no colour that means something. */
export function greyOf({ width, height, data }: ImageData): GreyPixels {
  const pixels = new Uint8ClampedArray(width * height);
  for (let i = 0; i < pixels.length; i++) {
    const [red = 0, green = 0, blue = 0] = data.subarray(i * 4, i * 4 + 3);
    pixels[i] = 0.299 * red + 0.587 * green + 0.114 * blue;
  }
  return { width, height, pixels };
}

interface DigitPadProps {
  onDraw(image: GreyPixels): void;
  onClear(): void;
}

/** Draw with mouse, finger or pen. Who can't draws elsewhere and uploads the picture, beside this. */
export function DigitPad({ onDraw, onClear }: DigitPadProps) {
  const m = useMessages();
  const canvas = useRef<HTMLCanvasElement>(null);
  const last = useRef<{ x: number; y: number }>(undefined);

  const at = (event: PointerEvent<HTMLCanvasElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    return { x: ((event.clientX - box.left) / box.width) * SIDE, y: ((event.clientY - box.top) / box.height) * SIDE };
  };
  const draw = (event: PointerEvent<HTMLCanvasElement>) => {
    const context = event.currentTarget.getContext("2d");
    if (!context || !last.current) return;
    const point = at(event);
    context.strokeStyle = "#fff";
    context.lineWidth = PEN_PIXELS;
    context.lineCap = "round";
    context.lineJoin = "round";
    context.beginPath();
    context.moveTo(last.current.x, last.current.y);
    context.lineTo(point.x, point.y);
    context.stroke();
    last.current = point;
  };
  const begin = (event: PointerEvent<HTMLCanvasElement>) => {
    event.currentTarget.setPointerCapture(event.pointerId);
    last.current = at(event);
    draw(event);
  };
  const end = (event: PointerEvent<HTMLCanvasElement>) => {
    if (!last.current) return;
    last.current = undefined;
    const image = event.currentTarget.getContext("2d")?.getImageData(0, 0, SIDE, SIDE);
    if (image) onDraw(opaque(image));
  };
  const clear = () => {
    canvas.current?.getContext("2d")?.clearRect(0, 0, SIDE, SIDE);
    onClear();
  };
  return (
    <div>
      <canvas
        ref={canvas}
        width={SIDE}
        height={SIDE}
        role="img"
        aria-label={m.ask.pad}
        onPointerDown={begin}
        onPointerMove={draw}
        onPointerUp={end}
        onPointerCancel={end}
        className="aspect-square w-full max-w-70 cursor-crosshair touch-none rounded-md bg-picture"
      />
      <Button kind="secondary" className="mt-3" onClick={clear}>
        {m.ask.clear}
      </Button>
    </div>
  );
}

/** A drawing is white on nothing; the ground is black. */
function opaque(image: ImageData): GreyPixels {
  const pixels = new Uint8ClampedArray(image.width * image.height);
  for (let i = 0; i < pixels.length; i++) pixels[i] = image.data[i * 4 + 3] ?? 0;
  return { width: image.width, height: image.height, pixels };
}

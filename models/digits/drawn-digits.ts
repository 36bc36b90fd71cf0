import { digitImage } from "@openimo/runtime";

/** A point of the drawing, in a square of side 100. */
type Point = readonly [x: number, y: number];

/** Our own drawings of 0 to 9, as the pen moves: an MNIST image in the package would not be ours to give. */
const STROKES: readonly (readonly Point[])[][] = [
  [arc([50, 50], 22, 34, 0, 360)],
  [
    [
      [54, 14],
      [48, 86],
    ],
  ],
  [[...arc([50, 34], 22, 20, 190, 400), [28, 84], [76, 82]]],
  [[...arc([48, 32], 20, 18, 210, 450), ...arc([48, 67], 23, 18, 270, 510)]],
  [
    [
      [34, 16],
      [28, 54],
      [74, 52],
    ],
    [
      [66, 14],
      [62, 88],
    ],
  ],
  [[[72, 16], [38, 16], [33, 46], ...arc([48, 63], 22, 20, 230, 500)]],
  [[[62, 12], [44, 32], [32, 58], ...arc([50, 67], 18, 18, 180, 540)]],
  [
    [
      [26, 18],
      [74, 17],
      [60, 48],
      [46, 88],
    ],
  ],
  [[...arc([50, 31], 17, 17, 90, 450), ...arc([50, 67], 20, 19, 270, 630)]],
  [[...arc([47, 34], 18, 19, 360, 0), [66, 34], [62, 60], [56, 88]]],
];
const SIDE = 280;
const PEN_RADIUS = 11;

/** Inputs of the model, one for each digit from 0 to 9, preprocessed as a visitor's drawing is. */
export function drawnDigits(): Uint8Array[] {
  return STROKES.map((strokes) => digitImage({ width: SIDE, height: SIDE, pixels: draw(strokes) }));
}

/** Points on an ellipse, angles in degrees from the right, clockwise as y grows downwards. */
function arc([x, y]: Point, radiusX: number, radiusY: number, from: number, to: number): Point[] {
  const steps = 24;
  return Array.from({ length: steps + 1 }, (_, i) => {
    const angle = ((from + ((to - from) * i) / steps) * Math.PI) / 180;
    // Whole units, so that the last bits of an engine's sine cannot change the drawing.
    return [Math.round(x + radiusX * Math.cos(angle)), Math.round(y + radiusY * Math.sin(angle))];
  });
}

/** White lines of a round pen on black. */
function draw(strokes: readonly (readonly Point[])[]): Uint8Array {
  const pixels = new Uint8Array(SIDE * SIDE);
  const unit = SIDE / 100;
  const lines = strokes.flatMap((points) => points.slice(1).map((point, i) => [points[i], point] as const));
  for (let y = 0; y < SIDE; y++) {
    for (let x = 0; x < SIDE; x++) {
      const inked = lines.some(([a, b]) => squareDistance([x / unit, y / unit], a, b) < (PEN_RADIUS / unit) ** 2);
      if (inked) pixels[y * SIDE + x] = 255;
    }
  }
  return pixels;
}

/** Squared distance of a point from the line between two others. */
function squareDistance([x, y]: Point, [ax, ay]: Point, [bx, by]: Point): number {
  const [dx, dy] = [bx - ax, by - ay];
  const length = dx * dx + dy * dy;
  const along = length === 0 ? 0 : Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / length));
  return (x - ax - along * dx) ** 2 + (y - ay - along * dy) ** 2;
}

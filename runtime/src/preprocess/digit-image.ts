/** Grey pixels, row-major, 0 black to 255 white. `pixels.length` is `width * height`. */
export interface GreyImage {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array | Uint8ClampedArray;
}

/** The image holds nothing that could be a digit, or its size is wrong. */
export class DigitImageError extends Error {
  override readonly name = "DigitImageError";
}

const SIDE = 28;
/** MNIST fits the digit in a square of this side. */
const FIT = 20;
const MAX_SIDE = 8192;
/** Least difference of grey between ink and ground, of 255. */
const LEAST_CONTRAST = 32;
/** Below this share of the contrast a pixel is ground: noise of paper and of lossy compression. */
const INK_THRESHOLD = 0.1;

/**
 * Makes the input of a digit model as MNIST was made: white on black, the bounding box of the ink fitted in 20 x 20
 * with its aspect kept, by area averages, the centre of mass at the centre of 28 x 28.
 *
 * An image of 28 x 28 is taken as it is. A light ground is inverted first. The same pixels give the same bytes in
 * every environment: only additions, multiplications and divisions of doubles.
 *
 * @returns 784 bytes, row-major.
 * @throws DigitImageError when the image is empty, has a wrong size or too little contrast.
 */
export function digitImage(image: GreyImage): Uint8Array {
  const { width, height } = image;
  const validSide = (side: number) => Number.isInteger(side) && side >= 1 && side <= MAX_SIDE;
  if (!validSide(width) || !validSide(height) || image.pixels.length !== width * height) {
    throw new DigitImageError(
      `expected 1 to ${MAX_SIDE} pixels a side and one byte a pixel, found ${width} x ${height} and ` +
        `${image.pixels.length} bytes`,
    );
  }
  const ground = borderMean(image);
  const inverted = ground > 127.5;
  const white = inverted ? image.pixels.map((grey) => 255 - grey) : image.pixels;
  const black = inverted ? 255 - ground : ground;
  let brightest = 0;
  for (const grey of white) brightest = Math.max(brightest, grey);
  if (brightest - black < LEAST_CONTRAST) throw new DigitImageError("the image is empty: draw or choose a digit");
  if (width === SIDE && height === SIDE) return Uint8Array.from(white);

  const ink = Float64Array.from(white, (grey) => {
    const share = (grey - black) / (brightest - black);
    return share < INK_THRESHOLD ? 0 : share * 255;
  });
  return centre(fit(ink, width, boundingBox(ink, width, height)));
}

/** A box of pixels: [left, right) x [top, bottom). */
interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Grey values 0 to 255, row-major. */
interface Patch {
  readonly width: number;
  readonly height: number;
  readonly values: Float64Array;
}

/** Mean grey of the outermost pixels: the ground, since a digit seldom touches the frame. */
function borderMean({ width, height, pixels }: GreyImage): number {
  let sum = 0;
  let count = 0;
  for (let y = 0; y < height; y++) {
    const step = y === 0 || y === height - 1 ? 1 : Math.max(1, width - 1);
    for (let x = 0; x < width; x += step) {
      sum += pixels[y * width + x];
      count++;
    }
  }
  return sum / count;
}

function boundingBox(ink: Float64Array, width: number, height: number): Box {
  let [left, top, right, bottom] = [width, height, 0, 0];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (ink[y * width + x] === 0) continue;
      left = Math.min(left, x);
      right = Math.max(right, x + 1);
      top = Math.min(top, y);
      bottom = Math.max(bottom, y + 1);
    }
  }
  return { left, top, right, bottom };
}

/** Scales the box so that its longer side is `FIT`; each new pixel is the average of the area that it covers. */
function fit(ink: Float64Array, stride: number, box: Box): Patch {
  const boxWidth = box.right - box.left;
  const boxHeight = box.bottom - box.top;
  const longer = Math.max(boxWidth, boxHeight);
  const width = Math.max(1, Math.round((boxWidth * FIT) / longer));
  const height = Math.max(1, Math.round((boxHeight * FIT) / longer));
  const values = new Float64Array(width * height);
  for (let y = 0; y < height; y++) {
    const rows = cover(y, height, boxHeight);
    for (let x = 0; x < width; x++) {
      let sum = 0;
      let area = 0;
      for (const [row, rowShare] of rows) {
        for (const [column, columnShare] of cover(x, width, boxWidth)) {
          const share = rowShare * columnShare;
          sum += share * ink[(box.top + row) * stride + box.left + column];
          area += share;
        }
      }
      values[y * width + x] = sum / area;
    }
  }
  return { width, height, values };
}

/** The old pixels under new pixel `index` of `count`, each with the share of it that is covered. */
function cover(index: number, count: number, oldCount: number): [number, number][] {
  const start = (index * oldCount) / count;
  const end = ((index + 1) * oldCount) / count;
  const parts: [number, number][] = [];
  for (let old = Math.floor(start); old < end && old < oldCount; old++) {
    const share = Math.min(end, old + 1) - Math.max(start, old);
    if (share > 0) parts.push([old, share]);
  }
  return parts;
}

/** Puts the patch's centre of mass as near the middle of 28 x 28 as whole pixels and the frame allow. */
function centre({ width, height, values }: Patch): Uint8Array {
  let mass = 0;
  let massX = 0;
  let massY = 0;
  values.forEach((value, i) => {
    mass += value;
    massX += value * ((i % width) + 0.5);
    massY += value * (Math.floor(i / width) + 0.5);
  });
  const place = (moment: number, size: number) =>
    Math.min(SIDE - size, Math.max(0, Math.round(SIDE / 2 - moment / mass)));
  const left = place(massX, width);
  const top = place(massY, height);
  const pixels = new Uint8Array(SIDE * SIDE);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      pixels[(top + y) * SIDE + left + x] = Math.min(255, Math.round(values[y * width + x]));
    }
  }
  return pixels;
}

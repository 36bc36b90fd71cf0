import type { Picture } from "@openimo/runtime";

type Colour = readonly [red: number, green: number, blue: number];

/** From black to white, for terminals without colour and for files. */
const SHADES = " ░▒▓█";

/**
 * A picture in characters: two pixels in each, one above the other, in the terminal's colours; or, without colours, two
 * characters for each pixel, so that it keeps its proportions.
 * @param columns Characters in a line; undefined for no limit.
 * @returns undefined when the picture is wider than that.
 */
export function drawPicture(picture: Picture, columns: number | undefined, colours: boolean): string | undefined {
  const width = colours ? picture.width : 2 * picture.width;
  if (columns !== undefined && width > columns) return undefined;
  return colours ? inColours(picture) : inShades(picture);
}

function inColours(picture: Picture): string {
  const lines: string[] = [];
  for (let y = 0; y < picture.height; y += 2) {
    const cells = Array.from({ length: picture.width }, (_, x) => {
      const below = y + 1 < picture.height ? `\u001b[48;2;${pixel(picture, x, y + 1).join(";")}m` : "\u001b[49m";
      return `\u001b[38;2;${pixel(picture, x, y).join(";")}m${below}▀`;
    });
    lines.push(`${cells.join("")}\u001b[0m`);
  }
  return lines.join("\n");
}

function inShades(picture: Picture): string {
  const lines = Array.from({ length: picture.height }, (_, y) =>
    Array.from({ length: picture.width }, (_, x) => {
      const [red, green, blue] = pixel(picture, x, y);
      const shade = SHADES[Math.round(((red + green + blue) / 3 / 255) * (SHADES.length - 1))];
      return shade.repeat(2);
    })
      .join("")
      .trimEnd(),
  );
  return lines.join("\n");
}

function pixel({ width, channels, pixels }: Picture, x: number, y: number): Colour {
  const at = (y * width + x) * channels;
  return channels === 1 ? [pixels[at], pixels[at], pixels[at]] : [pixels[at], pixels[at + 1], pixels[at + 2]];
}

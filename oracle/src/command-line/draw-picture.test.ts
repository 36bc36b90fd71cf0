import type { Picture } from "@openimo/runtime";
import { expect, test } from "vitest";
import { drawPicture } from "./draw-picture.ts";

const grey: Picture = { width: 2, height: 3, channels: 1, pixels: Uint8Array.of(0, 255, 128, 64, 255, 0) };
const red: Picture = { width: 1, height: 1, channels: 3, pixels: Uint8Array.of(255, 0, 0) };

test("without colours a pixel is two characters of its brightness", () => {
  expect(drawPicture(grey, undefined, false)).toBe("  ██\n▒▒░░\n██");
  expect(drawPicture(red, undefined, false)).toBe("░░");
});

test("with colours a character is two pixels", () => {
  const cell = (above: number, below: number) =>
    `\u001b[38;2;${above};${above};${above}m\u001b[48;2;${below};${below};${below}m▀`;
  const [first, second] = drawPicture(grey, undefined, true)?.split("\n") ?? [];
  expect(first).toBe(`${cell(0, 128)}${cell(255, 64)}\u001b[0m`);
  expect(second).toContain("\u001b[49m▀");
  expect(drawPicture(red, undefined, true)).toContain("38;2;255;0;0m");
});

test("a picture that is wider than the terminal is not drawn", () => {
  expect(drawPicture(grey, 3, false)).toBeUndefined();
  expect(drawPicture(grey, 3, true)).toBeDefined();
});

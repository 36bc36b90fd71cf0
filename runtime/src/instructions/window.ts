import { ProgramError } from "../program/program-error.ts";
import type { TensorType } from "../program/tensor-type.ts";
import { expectInteger, type InstructionFields } from "./instruction-rule.ts";

/** Kernel sides, strides, dilations and pads fit in a byte each. */
const MAX_SIDE = 255;
/** Longest dot product: a contract must be able to recompute one element within the gas cap. */
export const MAX_TERMS = 4096;
/** Most separate places of an operand that one element may depend on: each may need a leaf and a path of its own. */
export const MAX_RUNS = 64;

/**
 * A window that moves over the height and width of a tensor [batch, height, width, channels].
 *
 * Output position (oh, ow) reads input positions
 * (oh * strideHeight - padTop + i * dilationHeight, ow * strideWidth - padLeft + j * dilationWidth) for i below
 * kernelHeight, j below kernelWidth. What padding there is below and to the right follows from the output's shape.
 */
export interface Window {
  /** 1 to 255, like all of these but the pads. */
  readonly kernelHeight: number;
  readonly kernelWidth: number;
  readonly strideHeight: number;
  readonly strideWidth: number;
  readonly dilationHeight: number;
  readonly dilationWidth: number;
  /** 0 to 255, and below the window's extent. */
  readonly padTop: number;
  readonly padLeft: number;
}

/** Names of a window's attributes, in a manifest. */
export const WINDOW_ATTRIBUTES = [
  ...["kernelHeight", "kernelWidth", "strideHeight", "strideWidth"],
  ...["dilationHeight", "dilationWidth", "padTop", "padLeft"],
] as const satisfies readonly (keyof Window)[];

/** The window among an instruction's attributes. */
export function windowOf({ attributes }: Pick<InstructionFields, "attributes">): Window {
  return {
    kernelHeight: attributes.kernelHeight,
    kernelWidth: attributes.kernelWidth,
    strideHeight: attributes.strideHeight,
    strideWidth: attributes.strideWidth,
    dilationHeight: attributes.dilationHeight,
    dilationWidth: attributes.dilationWidth,
    padTop: attributes.padTop,
    padLeft: attributes.padLeft,
  };
}

/** Two words of a record, four bytes each from the most significant: kernel and stride; dilation and pad. */
export function windowWords(window: Window): [number, number] {
  const bytes = (values: readonly number[]) => values.reduce((word, value) => word * (MAX_SIDE + 1) + value, 0);
  const values = WINDOW_ATTRIBUTES.map((name) => window[name]);
  return [bytes(values.slice(0, 4)), bytes(values.slice(4))];
}

/** Positions from a window's first to its last, both included. */
export function windowExtent(kernel: number, dilation: number): number {
  return (kernel - 1) * dilation + 1;
}

/**
 * Checks that every window covers a part of the input: it ends at or after the input's first position and begins at or
 * before its last one.
 * @throws ProgramError when it does not, or when `input` and `output` are not [batch, height, width, channels] of one
 * batch.
 */
export function expectWindow(where: string, window: Window, input: TensorType, output: TensorType): void {
  for (const name of WINDOW_ATTRIBUTES) {
    expectInteger(`${where}.${name}`, window[name], name.startsWith("pad") ? 0 : 1, MAX_SIDE);
  }
  expectInteger(`${where}.operand.shape.length`, input.shape.length, 4, 4);
  expectInteger(`${where}.output.shape.length`, output.shape.length, 4, 4);
  expectInteger(`${where}.output.shape[0]`, output.shape[0], input.shape[0], input.shape[0]);
  const { kernelHeight, kernelWidth, strideHeight, strideWidth, dilationHeight, dilationWidth } = window;
  expectInteger(`${where}.padTop`, window.padTop, 0, windowExtent(kernelHeight, dilationHeight) - 1);
  expectInteger(`${where}.padLeft`, window.padLeft, 0, windowExtent(kernelWidth, dilationWidth) - 1);
  expectBegins(`${where}.output height`, (output.shape[1] - 1) * strideHeight - window.padTop, input.shape[1]);
  expectBegins(`${where}.output width`, (output.shape[2] - 1) * strideWidth - window.padLeft, input.shape[2]);
}

function expectBegins(where: string, start: number, size: number): void {
  if (start >= size) throw new ProgramError(where, `a last window that begins before ${size}`, `one at ${start}`);
}

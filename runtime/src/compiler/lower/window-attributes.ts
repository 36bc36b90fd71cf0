import type { Window } from "../../instructions/window.ts";
import type { OperatorCall } from "../operators/operator-call.ts";
import { asPlane, readWindow } from "../operators/window.ts";

/** A node's window as the attributes of an instruction over [batch, height, width, channels]. */
export function windowAttributes(call: OperatorCall, kernel: readonly number[]): Window {
  const axes = readWindow(call, call.input(0).shape.slice(2), call.integers("kernel_shape") ?? kernel);
  const [rows, columns] = asPlane(axes);
  return {
    kernelHeight: rows.kernel,
    kernelWidth: columns.kernel,
    strideHeight: rows.stride,
    strideWidth: columns.stride,
    dilationHeight: rows.dilation,
    dilationWidth: columns.dilation,
    padTop: rows.padBefore,
    padLeft: columns.padBefore,
  };
}

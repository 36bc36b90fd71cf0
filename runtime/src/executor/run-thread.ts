import { attachKernels } from "../kernels/kernels.ts";
import { callKernel } from "../kernels/parted-run.ts";
import { ThreadControl } from "./thread-control.ts";
import type { ThreadStart } from "./thread-pool.ts";

/** What a worker does: takes calls until the pool ends. It blocks the worker. */
export function runThread({ module, memory, control: address, stages }: ThreadStart): void {
  const functions = attachKernels({ module, memory });
  const control = new ThreadControl(memory, address);
  while (control.wait()) {
    for (let left = control.take(); left !== null; left = control.take()) {
      const calls = stages[control.stage];
      try {
        callKernel(functions, calls[calls.length - left]);
      } catch {
        control.fail();
      }
      control.finish();
    }
  }
}

import type { ParityReport } from "../package/parity-report.ts";
import { CompileError } from "./compile-error.ts";
import type { ParityThresholds } from "./compile-options.ts";

/** A threshold that a report misses: what was found, and the least or most that is accepted. */
export interface ParityFailure {
  readonly measure: keyof ParityThresholds;
  readonly found: number;
  readonly limit: number;
}

/** The model was compiled, and its program is too far from it. */
export class ParityError extends CompileError {
  readonly report: ParityReport;
  readonly failures: readonly ParityFailure[];

  constructor(report: ParityReport, failures: readonly ParityFailure[]) {
    super(`the program is not good enough: ${failures.map((failure) => sentence(report, failure)).join("; ")}`);
    this.report = report;
    this.failures = failures;
  }
}

function sentence({ integerTop1, floatTop1 }: ParityReport, { measure, found, limit }: ParityFailure): string {
  switch (measure) {
    case "floatTop1":
      return `float top-1 ${found}, at least ${limit}`;
    case "top1Drop":
      return `integer top-1 ${integerTop1} against ${floatTop1} in float, at most ${limit} less`;
    case "agreement":
      return `agreement ${found}, at least ${limit}`;
    case "scoreDifference":
      return `scores differ by ${found}, at most ${limit}`;
    case "absoluteDifference":
      return `outputs differ by ${found} on average, at most ${limit}`;
    case "cosine":
      return `mean cosine ${found}, at least ${limit}`;
  }
}

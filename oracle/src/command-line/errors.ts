/** What every process that ran a command exits with, by what the caller should do about it. */
export const EXIT = { ok: 0, failed: 1, usage: 2, tryAgain: 75 } as const;

export type ErrorKind = "failed" | "usage" | "tryAgain";

/** Facts beside the message, for `--json`: for example the request id of a request that was sent but not yet answered. */
export type ErrorDetails = Readonly<Record<string, unknown>>;

/** An error whose message is for people and needs no stack. */
export abstract class CommandError extends Error {
  abstract readonly kind: ErrorKind;

  constructor(
    message: string,
    readonly details: ErrorDetails = {},
    options?: ErrorOptions,
  ) {
    super(message, options);
  }

  get exitCode(): number {
    return EXIT[this.kind];
  }
}

/** The command line is wrong: change it. */
export class UsageError extends CommandError {
  override readonly name = "UsageError";
  readonly kind = "usage";
}

/** It did not work and will not by itself: something has to be changed first. */
export class FailedError extends CommandError {
  override readonly name = "FailedError";
  readonly kind = "failed";
}

/** The same command may work later: the RPC is unreachable, an answer is not there yet. */
export class TryAgainError extends CommandError {
  override readonly name = "TryAgainError";
  readonly kind = "tryAgain";
}

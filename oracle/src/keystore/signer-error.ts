/** A remote signer that does not sign. viem hands it on as a cause, and reads members of its own from it. */
export class SignerError extends Error {
  override readonly name = "SignerError";
  constructor(
    message: string,
    /** Whether the same may work later: it doesn't answer. */
    readonly mayPass: boolean,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** The signer's error among the causes of what was thrown. */
export function signerErrorIn(error: unknown): SignerError | undefined {
  for (let inner = error; inner instanceof Error; inner = inner.cause) if (inner instanceof SignerError) return inner;
  return undefined;
}

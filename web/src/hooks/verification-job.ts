import type { VerificationJob } from "../verification/job.ts";
import { CannotVerifyError } from "../verification/start-verification.ts";
import { batchItems } from "./batch-items.ts";
import type { ListedModel } from "./read-model.ts";
import { packageAddress } from "./read-package.ts";
import type { InferenceRequest } from "./read-request.ts";

/** @throws CannotVerifyError when the input isn't a batch's; PackageAddressError when no browser can read the package. */
export function verificationJob(request: InferenceRequest, model: ListedModel): VerificationJob {
  const isBatch = request.batchSize > 0;
  const inputs = isBatch ? batchItems(request.input, request.batchSize) : [request.input];
  if (inputs === null) throw new CannotVerifyError({ kind: "failed", detail: "batch" });
  const { programRoot, weightsRoot, packageURI } = model;
  const { id: requestId, seedSalt } = request;
  return { packageAddress: packageAddress(packageURI), programRoot, weightsRoot, requestId, seedSalt, inputs, isBatch };
}

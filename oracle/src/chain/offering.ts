import { type FeeAsset, launchpadAbi, offeringAbi } from "@openimo/contracts";
import { type Address, isAddress, zeroAddress } from "viem";
import { FailedError } from "../command-line/errors.ts";
import { packageFolders } from "../models/local-packages.ts";
import { resolveModel } from "../models/resolve-model.ts";
import type { Connection } from "./connection.ts";
import { shownFeeAsset } from "./fee-asset.ts";
import { idHex } from "./format.ts";

/** `OfferingState` of the contract. */
export const OFFERING_STATES = ["scheduled", "open", "succeeded", "failed"] as const;

async function launchOf({ client, deployment }: Connection, modelId: bigint) {
  return client.readContract({
    address: deployment.launchpad,
    abi: launchpadAbi,
    functionName: "launchOf",
    args: [modelId],
  });
}

/**
 * The offering that a person means by its address, or by the name or id of its model (the newest launch).
 * @throws FailedError when the model was not launched, or the address is no offering of this launchpad.
 */
export async function resolveOffering(connection: Connection, text: string): Promise<Address> {
  if (isAddress(text)) return checkOffering(connection, text);
  const model = await resolveModel(connection, text, packageFolders());
  const { offering } = await launchOf(connection, model.id);
  if (offering === zeroAddress) throw new FailedError(`Model ${model.name} (${idHex(model.id)}) has no offering.`);
  return offering;
}

/** Ether sent to a contract that only looks like an offering would be lost. */
async function checkOffering(connection: Connection, address: Address): Promise<Address> {
  const { client, deployment } = connection;
  const unknown = new FailedError(`${address} is no offering of the launchpad ${deployment.launchpad}.`);
  const offering = { address, abi: offeringAbi } as const;
  const token = await client.readContract({ ...offering, functionName: "token" }).catch(() => {
    throw unknown;
  });
  const modelId = await client.readContract({
    address: deployment.launchpad,
    abi: launchpadAbi,
    functionName: "modelIdOfToken",
    args: [token],
  });
  if (modelId === 0n) throw unknown;
  return address;
}

/** What an offering's buyers pay in. */
export async function currencyOf({ client }: Connection, offering: Address): Promise<FeeAsset> {
  const { currency } = await client.readContract({ address: offering, abi: offeringAbi, functionName: "saleTerms" });
  return shownFeeAsset(client, currency);
}

/** The revenue token of a model's newest launch, or undefined. */
export async function tokenOf(connection: Connection, modelId: bigint): Promise<Address | undefined> {
  const { token } = await launchOf(connection, modelId);
  return token === zeroAddress ? undefined : token;
}

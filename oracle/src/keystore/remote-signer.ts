import {
  type Address,
  createClient,
  type Hex,
  http,
  isAddressEqual,
  isHex,
  type LocalAccount,
  numberToHex,
  parseTransaction,
  recoverTransactionAddress,
  serializeTransaction,
  type TransactionSerializable,
  type TransactionSerialized,
} from "viem";
import { toAccount } from "viem/accounts";
import { z } from "zod";
import { UsageError } from "../command-line/errors.ts";
import { SIGNER_TIMEOUT_MS } from "../limits.ts";
import { SignerError } from "./signer-error.ts";

const hex = z.custom<Hex>((value) => isHex(value, { strict: true }));
const addresses = z.array(z.custom<Address>((value) => isHex(value) && value.length === 42));
/** Web3Signer and anvil give the transaction itself, clef and geth an object that has it. */
const signed = z.union([hex, z.object({ raw: hex }).transform(({ raw }) => raw)]);

/**
 * An account whose key another program keeps, which signs by `eth_signTransaction` as Web3Signer and clef do. What it gives back is
 * checked to be the transaction that was asked for, of this account.
 * @param address Needed when the signer has several.
 * @throws UsageError when it is not clear which account is meant, SignerError when the signer gives none.
 */
export async function remoteAccount(url: string, address: string | undefined): Promise<LocalAccount> {
  if (!/^https?:\/\//.test(url) || !URL.canParse(url)) {
    throw new UsageError("The signer's URL must begin with http:// or https://.");
  }
  const client = createClient({ transport: http(url, { timeout: SIGNER_TIMEOUT_MS, retryCount: 0 }) });
  const call = async <T>(method: string, params: unknown[], schema: z.ZodType<T>): Promise<T> => {
    const result: unknown = await client
      .request({ method, params } as never)
      .catch((error: unknown) => fail(url, error));
    const { success, data } = schema.safeParse(result);
    if (success) return data;
    throw new SignerError(`The signer gave no sound answer to ${method}.`, false);
  };
  const own = pickAddress(await call("eth_accounts", [], addresses), address);
  return toAccount({
    address: own,
    async signTransaction(transaction, options) {
      const serialize = options?.serializer ?? serializeTransaction;
      const asked = await serialize(transaction as TransactionSerializable);
      const raw = await call("eth_signTransaction", [requestOf(own, transaction as TransactionSerializable)], signed);
      if ((await isSignedAs(raw, asked, own)) === true) return raw as TransactionSerialized;
      throw new SignerError("The signer signed another transaction than was asked for, or with another key.", false);
    },
    signMessage: () => Promise.reject(unsupported("messages")),
    signTypedData: () => Promise.reject(unsupported("typed data")),
  }) as LocalAccount;
}

function pickAddress(known: readonly Address[], wanted: string | undefined): Address {
  if (wanted === undefined) {
    if (known.length === 1) return known[0];
    const found = known.length === 0 ? "no account" : `several accounts: ${known.join(", ")}`;
    throw new UsageError(`The signer has ${found}. Name one with --signer-address.`);
  }
  const found = known.find((each) => each.toLowerCase() === wanted.toLowerCase());
  if (found !== undefined) return found;
  throw new UsageError(`The signer has no account ${wanted}. It has: ${known.join(", ") || "none"}.`);
}

/** The transaction as JSON-RPC has it. Its type follows from its fees, and not every signer takes the member. */
function requestOf(from: Address, transaction: TransactionSerializable) {
  const { to, data, value, gas, nonce, chainId } = transaction;
  const { gasPrice, maxFeePerGas, maxPriorityFeePerGas } = transaction;
  const quantities = { value: value ?? 0n, gas, nonce, chainId, gasPrice, maxFeePerGas, maxPriorityFeePerGas };
  const known = Object.entries(quantities).filter(([, quantity]) => quantity !== undefined);
  const inHex = known.map(([name, quantity]) => [name, numberToHex(quantity as bigint | number)]);
  return { from, ...(to ? { to } : {}), data: data ?? "0x", ...Object.fromEntries(inHex) };
}

async function isSignedAs(raw: Hex, asked: Hex, own: Address): Promise<boolean> {
  try {
    const { r: _, s: __, v: ___, yParity: ____, ...unsigned } = parseTransaction(raw);
    if (serializeTransaction(unsigned as TransactionSerializable) !== asked) return false;
    const signer = await recoverTransactionAddress({ serializedTransaction: raw as TransactionSerialized });
    return isAddressEqual(signer, own);
  } catch {
    // What can't be read as a transaction is not the one that was asked for.
    return false;
  }
}

function unsupported(what: string): SignerError {
  return new SignerError(
    `A remote signer signs transactions only, no ${what}. Use a key of the keystore for this command.`,
    false,
  );
}

/** The signer's own words may hold the URL's token, so its error is no cause of this one. */
function fail(url: string, error: unknown): never {
  const { host } = new URL(url);
  const code = error instanceof Error && "code" in error ? Number(error.code) : Number.NaN;
  // Codes of JSON-RPC are negative: the signer answered, and refused.
  if (code < 0) throw new SignerError(`The signer at ${host} refuses (error ${code}).`, false);
  throw new SignerError(`The signer at ${host} does not answer.`, true);
}

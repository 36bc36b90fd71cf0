import {
  type Address,
  BaseError,
  type Client,
  erc20Abi,
  HttpRequestError,
  TimeoutError,
  WebSocketRequestError,
  zeroAddress,
} from "viem";
import { readContract } from "viem/actions";

/** What amounts of a fee mean to people. */
export type FeeAsset = {
  /** The zero address for ether. */
  readonly address: Address;
  readonly symbol: string;
  readonly decimals: number;
};

export const ETHER: FeeAsset = { address: zeroAddress, symbol: "ETH", decimals: 18 };

/** More than any asset has; the most that amounts of 96 bits could use is 29. */
const MOST_DECIMALS = 36;
const CLEAR_SYMBOL = /^[A-Za-z0-9.$₮+-]{1,12}$/;

export const isEther = (address: Address): boolean => address === zeroAddress;

/** A symbol is anybody's choice: one that is long, has other signs than these, or says it is ether is replaced by the address. */
export const clearSymbol = (symbol: string | undefined, address: Address): string =>
  symbol !== undefined && CLEAR_SYMBOL.test(symbol) && symbol.toUpperCase() !== ETHER.symbol ? symbol : address;

/**
 * How an asset writes its amounts, or undefined when there is no ERC-20 that tells its decimals.
 * @throws viem's errors when the RPC doesn't answer.
 */
export async function readFeeAsset(client: Client, address: Address): Promise<FeeAsset | undefined> {
  if (isEther(address)) return ETHER;
  const [decimals, symbol] = await Promise.all([
    readContract(client, { address, abi: erc20Abi, functionName: "decimals" }).catch(refused),
    readContract(client, { address, abi: erc20Abi, functionName: "symbol" }).catch(refused),
  ]);
  if (decimals === undefined || decimals > MOST_DECIMALS) return undefined;
  return { address, decimals, symbol: clearSymbol(symbol, address) };
}

/** What a contract refuses to tell is unknown; an RPC that doesn't answer is another matter. */
function refused(error: unknown): undefined {
  const lost = (inner: unknown) =>
    inner instanceof HttpRequestError || inner instanceof TimeoutError || inner instanceof WebSocketRequestError;
  if (!(error instanceof BaseError) || error.walk(lost) !== null) throw error;
  return undefined;
}

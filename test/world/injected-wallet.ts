import type { Page } from "playwright-core";
import { type Address, createWalletClient, type Hex, http, numberToHex } from "viem";
import { mnemonicToAccount } from "viem/accounts";
import { foundry } from "viem/chains";
import { developmentMnemonic } from "../../local/world.ts";

/** How a person answers the wallet's questions, and on which chain the wallet is. */
export type Person = { approves: boolean; chainId: number };

/** What a wallet asks its person about. */
const ASKED = new Set(["eth_requestAccounts", "eth_sendTransaction", "wallet_switchEthereumChain"]);
/** EIP-1193: the user rejected the request. */
const USER_REJECTED = 4001;

type Transaction = { readonly to: Address; readonly data?: Hex; readonly value?: Hex; readonly gas?: Hex };

/**
 * Gives a page an injected wallet (EIP-1193, announced by EIP-6963) that signs with a development account and sends to
 * the real chain, asking `person` before it connects or signs.
 */
export async function injectWallet(page: Page, rpcUrl: string, accountIndex: number): Promise<Person> {
  const person: Person = { approves: true, chainId: foundry.id };
  const account = mnemonicToAccount(developmentMnemonic, { addressIndex: accountIndex });
  const wallet = createWalletClient({ account, chain: foundry, transport: http(rpcUrl) });
  let connected = false;

  async function answer(method: string, params: readonly unknown[]): Promise<unknown> {
    if (method === "eth_accounts") return connected ? [account.address] : [];
    if (method === "eth_requestAccounts") {
      connected = true;
      return [account.address];
    }
    if (method === "eth_chainId") return numberToHex(person.chainId);
    if (method === "eth_sendTransaction") {
      if (person.chainId !== foundry.id) throw new Error(`The wallet is on chain ${person.chainId}.`);
      const { to, data, value, gas } = params[0] as Transaction;
      return wallet.sendTransaction({ to, data, value: BigInt(value ?? 0), gas: gas ? BigInt(gas) : undefined });
    }
    if (method === "wallet_switchEthereumChain") {
      person.chainId = Number((params[0] as { readonly chainId: Hex }).chainId);
      return null;
    }
    return wallet.request({ method, params } as Parameters<typeof wallet.request>[0]);
  }

  await page.exposeFunction("openimoTestWallet", async (method: string, params: readonly unknown[]) => {
    if (ASKED.has(method) && !person.approves)
      return { error: { code: USER_REJECTED, message: "User rejected the request." } };
    try {
      return { result: await answer(method, params) };
    } catch (error) {
      return { error: { code: -32603, message: error instanceof Error ? error.message : String(error) } };
    }
  });
  await page.addInitScript(announce);
  return person;
}

/** Runs in the page, before any of its scripts. */
function announce(): void {
  type Answer = { result?: unknown; error?: { code: number; message: string } };
  const ask = Reflect.get(window, "openimoTestWallet") as (method: string, params: unknown[]) => Promise<Answer>;
  const provider = {
    async request({ method, params }: { method: string; params?: unknown[] }) {
      const { result, error } = await ask(method, params ?? []);
      if (error) throw Object.assign(new Error(error.message), { code: error.code });
      return result;
    },
    on() {},
    removeListener() {},
  };
  const info = {
    uuid: "7d0a3c1e-1f6b-4f0a-9a77-0c0ffee00001",
    name: "Test wallet",
    icon: "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'/>",
    rdns: "test.openimo.wallet",
  };
  const detail = Object.freeze({ info, provider });
  const tell = () => window.dispatchEvent(new CustomEvent("eip6963:announceProvider", { detail }));
  window.addEventListener("eip6963:requestProvider", tell);
  tell();
}

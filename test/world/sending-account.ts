import { deploymentOf } from "@openimo/contracts";
import {
  createPublicClient,
  createTestClient,
  createWalletClient,
  custom,
  http,
  type LocalAccount,
  parseGwei,
} from "viem";
import { mnemonicToAccount } from "viem/accounts";
import { foundry } from "viem/chains";
import { startChain } from "../../local/chain.ts";
import { developmentMnemonic } from "../../local/world.ts";
import type { Connection } from "../../oracle/src/chain/connection.ts";
import { readHead } from "../../oracle/src/chain/head.ts";
import { createLog } from "../../oracle/src/node/log.ts";
import { RpcPool } from "../../oracle/src/rpc/pool.ts";
import { Sender } from "../../oracle/src/sender/sender.ts";
import type { Database } from "../../oracle/src/store/database.ts";
import { freePorts } from "./free-ports.ts";

const quiet = createLog("silent");

/** An account whose transactions go through the node's sender, on a chain that mines when it is told to. */
export async function startSending() {
  const { chain: port } = await freePorts();
  const chain = await startChain(port);
  const calls: string[] = [];
  const options = { chain: foundry, transport: http(chain.rpcUrl), pollingInterval: 50, cacheTime: 0 } as const;
  const test = createTestClient({ ...options, mode: "anvil" });
  const reader = createPublicClient(options);
  let accounts = 0;

  /** What the node's connection is, and every call through it noted. */
  function connect(rpcUrl = chain.rpcUrl): Connection {
    const noted = http(rpcUrl, {
      retryCount: 0,
      onFetchRequest: async (_request, init) => {
        const body = JSON.parse(String(init.body));
        for (const { method } of Array.isArray(body) ? body : [body]) calls.push(method);
      },
    });
    const deployment = deploymentOf(foundry.id);
    if (deployment === undefined) throw new Error("The local chain has no deployment.");
    const one = custom(createPublicClient({ transport: noted }), { retryCount: 0 });
    const client = createPublicClient({ ...options, transport: one }) as Connection["client"];
    const pool = new RpcPool([rpcUrl], undefined);
    return { client, quorum: client, pool, genesisHash: null, chain: foundry, deployment };
  }

  return {
    chain,
    test,
    reader,
    calls,
    connect,
    /** An account that nobody has used before. */
    async newAccount(): Promise<LocalAccount> {
      const account = mnemonicToAccount(developmentMnemonic, { addressIndex: 100 + accounts++ });
      await test.setBalance({ address: account.address, value: 10n ** 20n });
      return account;
    },
    open: (database: Database, account: LocalAccount, connection = connect(), maxFeeWei = parseGwei("500")) =>
      Sender.open({ connection, account, database, maxFeeWei, checkLock: () => {}, log: quiet }),
    head: () => readHead(connect().client),
    wallet: (account: LocalAccount) => createWalletClient({ ...options, account }),
    stop: () => chain.child.stop(),
  };
}

export type Sending = Awaited<ReturnType<typeof startSending>>;

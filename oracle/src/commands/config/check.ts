import { connect } from "../../chain/connection.ts";
import { type CheckResult, Checks } from "../../checks/check.ts";
import { checkBalance } from "../../checks/check-balance.ts";
import { checkDatabase } from "../../checks/check-database.ts";
import { checkOptions } from "../../checks/check-options.ts";
import { checkCache, checkPackages } from "../../checks/check-packages.ts";
import { type AccountArgs, accountFrom, OPERATOR_KEY } from "../../command-line/account-options.ts";
import { rpcUrlFrom } from "../../command-line/chain-options.ts";
import { defineCommand } from "../../command-line/command.ts";
import { FailedError } from "../../command-line/errors.ts";
import { note } from "../../command-line/print.ts";
import { masked } from "../../command-line/secret-options.ts";
import { CONFIG_ARGS, CONFIG_LISTS } from "./config-args.ts";

type Args = AccountArgs & { readonly [name: string]: unknown };
type Lists = ReadonlyMap<string, readonly string[]>;

const MARKS = new Map([
  [true, "ok  "],
  [false, "FAIL"],
  [null, "--  "],
] as const);

function line({ check, ok, detail, advice }: CheckResult): string {
  return `${MARKS.get(ok)} ${check.padEnd(10)} ${detail}${advice === null ? "" : `\n     ${"".padEnd(10)} ${advice}`}`;
}

const text = (value: unknown) => (typeof value === "string" ? value : undefined);

async function checkAll(args: Args, lists: Lists): Promise<readonly CheckResult[]> {
  const checks = new Checks();
  await checks.look("options", "Change the option; `openimo run --help` tells what it takes.", () => {
    const count = checkOptions(args);
    return { value: count, detail: `${count} values can be read` };
  });
  await checks.look("packages", "Name sound packages with --models, or have them fetched with --fetch.", () =>
    checkPackages(lists.get("models")),
  );
  await checks.look("cache", "Name a folder that this user can write with --cache-dir.", () =>
    checkCache(text(args["cache-dir"])),
  );
  const rpcUrl = rpcUrlFrom({ "rpc-url": text(args["rpc-url"]) });
  const connection = await checks.look(
    "chain",
    "Name an RPC of the right chain with --rpc-url, or a --deployment.",
    async () => {
      const found = await connect({ rpcUrl, deploymentFile: text(args.deployment) });
      return { value: found, detail: `chain ${found.chain.id} by ${masked(rpcUrl)}, every contract is there` };
    },
  );
  if (connection === undefined) {
    checks.leave("key", "not looked at without the chain");
    checks.leave("balance", "not looked at without the chain");
    checks.leave("database", "not looked at without the chain");
    return checks.results;
  }
  const account = await checks.look(
    "key",
    "Name what signs: --account with --password-file, or --signer-url.",
    async () => {
      const found = await accountFrom(args, connection.chain.id, OPERATOR_KEY);
      return { value: found, detail: found.address };
    },
  );
  if (account === undefined) {
    checks.leave("balance", "not looked at without the key");
    checks.leave("database", "not looked at without the key");
  } else {
    const advice = `Send ether to ${account.address}.`;
    await checks.look("balance", advice, () => checkBalance(connection, account.address));
    const data = { "data-dir": text(args["data-dir"]), "database-url-file": text(args["database-url-file"]) };
    await checks.look(
      "database",
      "Stop the node that has it, or name another one with --data-dir or DATABASE_URL.",
      () => checkDatabase(connection, account.address, data),
    );
  }
  return checks.results;
}

export const check = defineCommand({
  summary:
    "Look at everything that `run` with the same options needs: options, packages, chain, contracts, key, balance, database",
  example: "openimo config check --config openimo.json",
  args: CONFIG_ARGS,
  lists: CONFIG_LISTS,
  isConfigured: true,
  async run({ args, lists, json }) {
    const results = await checkAll(args as Args, lists);
    const failed = results.filter(({ ok }) => ok === false);
    const lines = results.map(line).join("\n");
    if (failed.length === 0) return { json: { ok: true, checks: results }, text: lines };
    if (!json) note(lines);
    const names = failed.map((result) => result.check).join(", ");
    throw new FailedError(`The configuration does not hold: ${names}.`, { ok: false, checks: results });
  },
});

import { holderGovernorAbi } from "@openimo/contracts";
import { encodeFunctionData } from "viem";
import { resolveGovernance } from "../../chain/governance.ts";
import { accountFrom } from "../../command-line/account-options.ts";
import { connectFrom } from "../../command-line/chain-options.ts";
import { defineCommand } from "../../command-line/command.ts";
import { packageFolders } from "../../models/local-packages.ts";
import { resolveModel } from "../../models/resolve-model.ts";
import { propose } from "./propose.ts";
import { DESCRIPTION_ARGS, GOVERNANCE_ARGS } from "./target.ts";

export const proposeVersion = defineCommand({
  summary: "Propose to recommend another registered model as this one's version; nothing is redirected",
  example: "openimo governance propose-version digits --version digits-2",
  args: {
    ...GOVERNANCE_ARGS,
    version: { type: "string", valueHint: "name or id", required: true, description: "The model to recommend" },
    ...DESCRIPTION_ARGS,
  },
  async run({ args }) {
    const connection = await connectFrom(args);
    const governance = await resolveGovernance(connection, args.model);
    const version = await resolveModel(connection, args.version, packageFolders());
    const account = await accountFrom(args, connection.chain.id);
    const data = encodeFunctionData({
      abi: holderGovernorAbi,
      functionName: "proposeVersion",
      args: [version.id, args.description],
    });
    return propose(connection, account, governance, data);
  },
});

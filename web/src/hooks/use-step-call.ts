import {
  type Call,
  type CaseStep,
  finaliseDisputeCall,
  settlementCall,
  silenceCall,
  stepKey,
  timeoutCall,
} from "@openimo/player";
import { useQuery } from "@tanstack/react-query";
import type { Hash } from "viem";
import { estimateGas, getGasPrice } from "viem/actions";
import { type ChainAccess, useChain } from "../app/chain.ts";
import type { SideHost } from "../verification/side-host.ts";
import type { CaseFacts } from "./read-case.ts";
import type { RequestTerms } from "./read-request.ts";
import { useChainQuery } from "./use-chain-query.ts";
import { useWallet } from "./use-wallet.ts";

/** A step of a case with all that its call is made of. */
export interface PlayedStep {
  readonly key: string;
  readonly step: CaseStep;
  readonly facts: CaseFacts & { readonly openedCase: CaseFacts["found"]["openedCase"] };
  readonly terms: RequestTerms;
  /** Needed for what the trace is needed for. */
  readonly host: SideHost | undefined;
  /** Bond of a claim; else 0. */
  readonly valueWei: bigint;
  /** Of the own commitment to a claim. */
  readonly salt: Hash | undefined;
}

export function playedStep(
  step: CaseStep,
  facts: CaseFacts,
  rest: Pick<PlayedStep, "terms" | "host" | "valueWei" | "salt">,
): PlayedStep {
  const { openedCase } = facts.found;
  return { key: stepKey(step, { openedCase, state: facts.state }), step, facts: { ...facts, openedCase }, ...rest };
}

/** The encoded call of a step: made in the worker where the trace is needed. The same step has the same call. */
export function useStepCall(played: PlayedStep) {
  const access = useChain();
  return useQuery({
    queryKey: ["dispute step", access.chain.id, played.key, played.salt ?? ""],
    queryFn: () => callOfStep(access, played),
    staleTime: Number.POSITIVE_INFINITY,
    // It holds for this page's worker only.
    gcTime: 0,
    retry: false,
  });
}

function callOfStep(access: ChainAccess, { step, facts, terms, host, valueWei, salt }: PlayedStep): Promise<Call> {
  const { disputeCourt: court, inferenceOracle } = access.deployment;
  const { openedCase } = facts;
  const traced = () => {
    if (host === undefined) throw new TypeError("a step that needs the trace was shown without its side");
    return host;
  };
  switch (step.type) {
    case "silence":
      return Promise.resolve(silenceCall(court, openedCase));
    case "timeout":
      return Promise.resolve(timeoutCall(court, step.duel));
    case "conclude":
      return Promise.resolve(finaliseDisputeCall(inferenceOracle, terms, openedCase, step.winner));
    case "settle":
      return settlementCall(access, facts, step.loser);
    case "claim":
      return traced().call({ type: "claim", court, openedCase, valueWei, salt });
    case "commitTrace":
      return traced().call({ type: "commitTrace", court, openedCase, rival: step.rival });
    case "openDuel":
      return traced().call({ type: "openDuel", court, openedCase, own: step.own, rival: step.rival });
    case "move":
      return traced().call({ type: "move", court, openedCase, own: step.own, duel: step.duel });
  }
}

/** What the gas of a call costs at today's price, in wei; undefined while it isn't known or the contract refuses. */
export function useStepGas(key: string, call: Call | undefined): bigint | undefined {
  const { address } = useWallet();
  const { data } = useChainQuery(
    ["step gas", key, address ?? "", call?.data ?? ""],
    async ({ client }) => {
      if (!call || !address) return null;
      const [gas, priceWei] = await Promise.all([
        estimateGas(client, { account: address, to: call.to, data: call.data, value: call.value }),
        getGasPrice(client),
      ]);
      return gas * priceWei;
    },
    { enabled: call !== undefined && address !== undefined },
  );
  return data ?? undefined;
}

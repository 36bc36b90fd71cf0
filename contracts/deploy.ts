import {
  type Account,
  type Address,
  concat,
  createPublicClient,
  createWalletClient,
  encodeDeployData,
  getContractAddress,
  type Hex,
  type Transport,
  zeroHash,
} from "viem";
import {
  aigcCollectionsBytecode,
  aigcRendererBytecode,
  batchAuctionBytecode,
  bondingCurveBytecode,
  denseKernelsBytecode,
  disputeCourtBytecode,
  elementKernelsBytecode,
  faultProverBytecode,
  fixedPriceOfferingBytecode,
  holderGovernorBytecode,
  inferenceOracleBytecode,
  launchpadBytecode,
  liquidityLockerBytecode,
  modelGovernanceBytecode,
  modelRegistryBytecode,
  moveKernelsBytecode,
  programRegistryBytecode,
  revenueClaimerBytecode,
  revenueShareTokenBytecode,
  rowKernelsBytecode,
} from "./abi/bytecode.ts";
import {
  aigcCollectionsAbi,
  aigcRendererAbi,
  batchAuctionAbi,
  bondingCurveAbi,
  disputeCourtAbi,
  faultProverAbi,
  fixedPriceOfferingAbi,
  inferenceOracleAbi,
  launchpadAbi,
  liquidityLockerAbi,
  modelGovernanceAbi,
  modelRegistryAbi,
} from "./abi/index.ts";
import type { Deployment } from "./deployment.ts";
import { type DeploymentParameters, deploymentParameters } from "./parameters.ts";
import { uniswapV3FactoryBytecode, wrappedEtherBytecode } from "./uniswap.ts";

/**
 * The deterministic deployment proxy that most EVM chains and anvil carry. With it the addresses depend on the code and
 * the constructor's arguments only: not on who deploys, nor when.
 */
const DEPLOYMENT_PROXY: Address = "0x4e59b44847b379578588920cA78FbF26c0B4956C";

const SALT = zeroHash;

type Creation = { readonly name: string; readonly address: Address; readonly code: Hex };

/** What is created on a chain, in order, with the addresses that it gets. */
function creations({ court, oracle, uniswap }: DeploymentParameters) {
  const create = (name: string, code: Hex): Creation => ({
    name,
    code,
    address: getContractAddress({ opcode: "CREATE2", from: DEPLOYMENT_PROXY, salt: SALT, bytecode: code }),
  });

  const programRegistry = create("ProgramRegistry", programRegistryBytecode);
  const programs = programRegistry.address;
  const modelRegistry = create(
    "ModelRegistry",
    encodeDeployData({ abi: modelRegistryAbi, bytecode: modelRegistryBytecode, args: [programs] }),
  );
  const registry = modelRegistry.address;
  const revenueClaimer = create("RevenueClaimer", revenueClaimerBytecode);
  const revenueShareToken = create("RevenueShareToken", revenueShareTokenBytecode);
  const local = {
    wrappedEther: create("WETH9", wrappedEtherBytecode),
    uniswapFactory: create("UniswapV3Factory", uniswapV3FactoryBytecode),
  };
  const { factory, wrappedEther } = uniswap ?? {
    factory: local.uniswapFactory.address,
    wrappedEther: local.wrappedEther.address,
  };
  const liquidityLocker = create(
    "LiquidityLocker",
    encodeDeployData({ abi: liquidityLockerAbi, bytecode: liquidityLockerBytecode, args: [factory, wrappedEther] }),
  );
  const fixedPriceOffering = create(
    "FixedPriceOffering",
    encodeDeployData({
      abi: fixedPriceOfferingAbi,
      bytecode: fixedPriceOfferingBytecode,
      args: [liquidityLocker.address],
    }),
  );
  const batchAuction = create(
    "BatchAuction",
    encodeDeployData({ abi: batchAuctionAbi, bytecode: batchAuctionBytecode, args: [liquidityLocker.address] }),
  );
  const bondingCurve = create(
    "BondingCurve",
    encodeDeployData({ abi: bondingCurveAbi, bytecode: bondingCurveBytecode, args: [liquidityLocker.address] }),
  );
  const launchpad = create(
    "Launchpad",
    encodeDeployData({
      abi: launchpadAbi,
      bytecode: launchpadBytecode,
      args: [
        registry,
        revenueShareToken.address,
        fixedPriceOffering.address,
        batchAuction.address,
        bondingCurve.address,
      ],
    }),
  );
  const holderGovernor = create("HolderGovernor", holderGovernorBytecode);
  const modelGovernance = create(
    "ModelGovernance",
    encodeDeployData({
      abi: modelGovernanceAbi,
      bytecode: modelGovernanceBytecode,
      args: [launchpad.address, holderGovernor.address],
    }),
  );
  const kernels = {
    dense: create("DenseKernels", denseKernelsBytecode),
    elements: create("ElementKernels", elementKernelsBytecode),
    rows: create("RowKernels", rowKernelsBytecode),
    moves: create("MoveKernels", moveKernelsBytecode),
  };
  const faultProver = create(
    "FaultProver",
    encodeDeployData({
      abi: faultProverAbi,
      bytecode: faultProverBytecode,
      args: [
        {
          programs,
          dense: kernels.dense.address,
          elements: kernels.elements.address,
          rows: kernels.rows.address,
          moves: kernels.moves.address,
        },
      ],
    }),
  );
  const disputeCourt = create(
    "DisputeCourt",
    encodeDeployData({
      abi: disputeCourtAbi,
      bytecode: disputeCourtBytecode,
      args: [{ programs, prover: faultProver.address, ...court }],
    }),
  );
  const inferenceOracle = create(
    "InferenceOracle",
    encodeDeployData({
      abi: inferenceOracleAbi,
      bytecode: inferenceOracleBytecode,
      args: [{ registry, court: disputeCourt.address, ...oracle }],
    }),
  );
  const aigcRenderer = create(
    "AigcRenderer",
    encodeDeployData({ abi: aigcRendererAbi, bytecode: aigcRendererBytecode, args: [registry] }),
  );
  const aigcCollections = create(
    "AigcCollections",
    encodeDeployData({
      abi: aigcCollectionsAbi,
      bytecode: aigcCollectionsBytecode,
      args: [inferenceOracle.address, aigcRenderer.address],
    }),
  );
  return {
    programRegistry,
    modelRegistry,
    revenueShareToken,
    revenueClaimer,
    ...(uniswap ? {} : local),
    liquidityLocker,
    fixedPriceOffering,
    batchAuction,
    bondingCurve,
    launchpad,
    holderGovernor,
    modelGovernance,
    ...kernels,
    faultProver,
    disputeCourt,
    inferenceOracle,
    ...{ aigcRenderer, aigcCollections },
  };
}

/** Where `deploy` puts the contracts on a chain, computed without asking the chain. */
export function deploymentAddresses(
  chainId: number,
  parameters = deploymentParameters(chainId),
): Omit<Deployment, "startBlock"> {
  const {
    programRegistry,
    modelRegistry,
    revenueClaimer,
    launchpad,
    modelGovernance,
    disputeCourt,
    inferenceOracle,
    aigcCollections,
  } = creations(parameters);
  return {
    chainId,
    programRegistry: programRegistry.address,
    modelRegistry: modelRegistry.address,
    launchpad: launchpad.address,
    revenueClaimer: revenueClaimer.address,
    modelGovernance: modelGovernance.address,
    disputeCourt: disputeCourt.address,
    inferenceOracle: inferenceOracle.address,
    aigcCollections: aigcCollections.address,
  };
}

export type DeployOptions = {
  readonly transport: Transport;
  readonly account: Account;
  /** Other than those of the chain. */
  readonly parameters?: DeploymentParameters;
  /** Called before each contract; `exists` when an earlier run already created it. */
  readonly onContract?: (name: string, address: Address, exists: boolean) => void;
};

/**
 * Deploys what is missing of OpenIMO on a chain. Safe to run again: what exists is left alone.
 *
 * @throws Error when the chain has no deterministic deployment proxy, or a creation reverts.
 */
export async function deploy({ transport, account, onContract, ...options }: DeployOptions): Promise<Deployment> {
  const client = createPublicClient({ transport, pollingInterval: 100 });
  const wallet = createWalletClient({ transport, account });
  const chainId = await client.getChainId();
  const parameters = options.parameters ?? deploymentParameters(chainId);
  const startBlock = Number(await client.getBlockNumber());
  if (!(await client.getCode({ address: DEPLOYMENT_PROXY }))) {
    throw new Error(
      `Chain ${chainId} has no deterministic deployment proxy at ${DEPLOYMENT_PROXY}. Deploy that first.`,
    );
  }
  for (const { name, address, code } of Object.values(creations(parameters))) {
    const exists = (await client.getCode({ address })) !== undefined;
    onContract?.(name, address, exists);
    if (exists) continue;
    const hash = await wallet.sendTransaction({ chain: null, to: DEPLOYMENT_PROXY, data: concat([SALT, code]) });
    const { status } = await client.waitForTransactionReceipt({ hash });
    if (status !== "success" || !(await client.getCode({ address }))) {
      throw new Error(`Creating ${name} at ${address} failed in transaction ${hash}.`);
    }
  }
  return { ...deploymentAddresses(chainId, parameters), startBlock };
}

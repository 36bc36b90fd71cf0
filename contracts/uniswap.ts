import factoryArtifact from "@uniswap/v3-core/artifacts/contracts/UniswapV3Factory.sol/UniswapV3Factory.json";
import wrappedEtherArtifact from "canonical-weth/build/contracts/WETH9.json";
import { type Address, type Hex, isHex } from "viem";

/** Where Uniswap v3 and the wrapped native currency are on one chain. */
export type Uniswap = { readonly factory: Address; readonly wrappedEther: Address };

/** As Uniswap lists them for its v3 deployments. */
const chains: Readonly<Record<number, Uniswap>> = {
  // Ethereum
  1: {
    factory: "0x1F98431c8aD98523631AE4a59f267346ea31F984",
    wrappedEther: "0xC02aaA39b223FE8D0A0e5C4F27eAD9083C756Cc2",
  },
  // OP Mainnet
  10: {
    factory: "0x1F98431c8aD98523631AE4a59f267346ea31F984",
    wrappedEther: "0x4200000000000000000000000000000000000006",
  },
  // Base
  8453: {
    factory: "0x33128a8fC17869897dcE68Ed026d694621f6FDfD",
    wrappedEther: "0x4200000000000000000000000000000000000006",
  },
  // Arbitrum One
  42161: {
    factory: "0x1F98431c8aD98523631AE4a59f267346ea31F984",
    wrappedEther: "0x82aF49447D8a07e3bd95BD0d56f35241523fBab1",
  },
  // Base Sepolia
  84532: {
    factory: "0x4752ba5DBc23f44D87826276BF6Fd6b1C372aD24",
    wrappedEther: "0x4200000000000000000000000000000000000006",
  },
  // Sepolia
  11155111: {
    factory: "0x0227628f3F023bb0B980b67D528571c95c6DaC1c",
    wrappedEther: "0xfFf9976782d46CC05630D1f6eBAb18b2324d6B14",
  },
};

/** @throws Error when no Uniswap v3 is known on the chain. */
export function uniswapOf(chainId: number): Uniswap {
  const uniswap = chains[chainId];
  if (uniswap) return uniswap;
  throw new Error(
    `No Uniswap v3 is known on chain ${chainId}, where launches would lock their liquidity. Add its addresses to contracts/uniswap.ts.`,
  );
}

function creationCode({ bytecode }: { readonly bytecode: string }): Hex {
  if (!isHex(bytecode)) throw new Error("A published artifact has no creation code.");
  return bytecode;
}

/** What the publishers compiled, for the local chain, which has none of it. */
export const uniswapV3FactoryBytecode = creationCode(factoryArtifact);
export const wrappedEtherBytecode = creationCode(wrappedEtherArtifact);

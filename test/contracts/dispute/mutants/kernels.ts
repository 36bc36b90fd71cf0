import type { Mutant } from "./mutant.ts";

const REQUANTISATION = "kernels/Requantisation.sol";

/** Rules that keep every step of a registered model disputable, and the same in every implementation. */
export const kernelMutants: readonly Mutant[] = [
  {
    name: "a step may read any number of bytes",
    property: 8,
    file: "model/ProgramRegistry.sol",
    from: "        require(footprintBytes <= Footprint.MAX_BYTES, ProgramFootprintTooLarge(index, footprintBytes));\n",
    to: "        footprintBytes;\n",
    test: "test_validate_refusesAFootprintAboveTheLimit",
  },
  {
    name: "what is no index can't be disputed",
    property: 8,
    file: "kernels/instructions/ArgMaxKernel.sol",
    from: "if (found < 0 || uint256(found) >= columns) return true;",
    to: "require(found >= 0 && uint256(found) < columns, IStepKernels.WitnessWrong());",
    test: "test_WhatIsNoIndexIsWrong",
  },
  {
    name: "accumulators that overflow can't be disputed",
    property: 8,
    file: REQUANTISATION,
    from: "return int32(value);",
    to: "require(value == int32(value));\n        return value;",
    test: "test_accumulatorsWrap",
  },
  {
    name: "halves go towards zero",
    property: 9,
    file: REQUANTISATION,
    from: " + int256(1 << (shift - 1))) >> shift;",
    to: " + int256(1 << (shift - 1))) / int256(1 << shift);",
    test: "test_halvesGoTowardsPlusInfinity",
  },
  {
    name: "a multiplier has 32 bits",
    property: 9,
    file: REQUANTISATION,
    from: "= 0x7fffffff;",
    to: "= 0xffffffff;",
    test: "test_theTopBitOfAMultiplierIsIgnored",
  },
  {
    name: "lanes of a dot product borrow of each other",
    property: 9,
    file: "kernels/DotProducts.sol",
    from: "STRETCH_BYTES = 1024;",
    to: "STRETCH_BYTES = 8192;",
    test: "test_extremes",
  },
];

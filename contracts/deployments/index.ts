// Generated from the JSON files of this folder by `npm run build:abi`. Do not edit.
import type { Deployment } from "../deployment.ts";

export const deployments: Readonly<Record<number, Deployment>> = {
  31337: {
  "chainId": 31337,
  "startBlock": 0,
  "programRegistry": "0x5d2066e2daB66d26FD9fF85575a6B19449139795",
  "modelRegistry": "0x6DDB370dA787fa9b7de083Fe9968f9324bC89b1A",
  "launchpad": "0xDa4D73Fb7B4c74d7A8f53279fE78099F582A051A",
  "revenueClaimer": "0x67A23D6e26b3C281DB58F8E28FA6806c46fDec83",
  "modelGovernance": "0x6a96716D4DCad9277a82045ed82015F05d7EdA2F",
  "disputeCourt": "0x3185aA9886306eBa7d180092B12AA04399bE2956",
  "inferenceOracle": "0x3530b1F9f29B5C289741ef3dB1B10B062564645E",
  "aigcCollections": "0x38A6c8F34da73d9a916581e4860D1D19944F62bE"
},
};

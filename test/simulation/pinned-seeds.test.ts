import { describeSeeds } from "./seeds.ts";

/** Each has found a fault once. */
describeSeeds([
  { seed: 1, shows: "a reorganisation of 63 blocks gives back answers to requests that are gone" },
  { seed: 5, shows: "a provider has had enough calls while the node starts" },
  { seed: 6, shows: "a provider fails once while it is asked whether it reads at a block's hash", isTwice: true },
  { seed: 8, shows: "the same at another node, after a provider was left out for lying" },
]);

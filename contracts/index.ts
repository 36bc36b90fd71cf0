export * from "./abi/index.ts";
export { askedEvent } from "./asked-event.ts";
export { type Deployment, deploymentOf } from "./deployment.ts";
export { ETHER, type FeeAsset, isEther, readFeeAsset } from "./fee-asset.ts";
export { PRICE_DECIMALS, tickWithin, tokenPrice } from "./token-price.ts";

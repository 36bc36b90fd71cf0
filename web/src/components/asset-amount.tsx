import { isEther } from "@openimo/contracts";
import { Fragment } from "react";
import type { Address } from "viem";
import type { ListedModel } from "../hooks/read-model.ts";
import { useFeeAsset } from "../hooks/use-fee-asset.ts";
import { useFormat } from "../messages/format.ts";
import { useMessages } from "../messages/messages.ts";
import { Ether } from "./amount.tsx";

/** An amount of a fee's asset with its symbol. The symbol is the asset's own claim, so its address is on hover. */
export function AssetAmount({ asset: address, amount }: { asset: Address; amount: bigint | undefined }) {
  const m = useMessages();
  const format = useFormat();
  const asset = useFeeAsset(address);
  if (isEther(address)) return <Ether wei={amount} />;
  if (asset === undefined || amount === undefined) return <span className="text-muted">–</span>;
  if (asset === null) {
    return (
      <span className="figures break-all" title={address}>
        {m.common.assetUnits(format.count(amount), address)}
      </span>
    );
  }
  return (
    <span className="figures break-words" title={`${format.exactAsset(asset, amount)} (${address})`}>
      {format.asset(asset, amount)}
    </span>
  );
}

/** Writes amounts of an asset as text, where no element can stand. */
export function useAssetText(address: Address): (amount: bigint) => string {
  const m = useMessages();
  const format = useFormat();
  const asset = useFeeAsset(address);
  if (isEther(address)) return format.ether;
  return (amount) => (asset ? format.asset(asset, amount) : m.common.assetUnits(format.count(amount), address));
}

/** An asset's symbol, with its address on hover, which replaces a symbol that can't be trusted. */
export function AssetName({ asset: address }: { asset: Address }) {
  const asset = useFeeAsset(address);
  return (
    <span className="break-all" title={address}>
      {asset?.symbol ?? address}
    </span>
  );
}

/** Amounts of one thing in ether and in further assets, joined by plus signs. */
export function Amounts({ wei, assets }: { wei: bigint; assets: readonly { asset: Address; amount: bigint }[] }) {
  // Nothing at all is said in ether.
  const isWeiShown = wei > 0n || assets.length === 0;
  return (
    <>
      {isWeiShown && <Ether wei={wei} />}
      {assets.map(({ asset, amount }, i) => (
        <Fragment key={asset}>
          {(isWeiShown || i > 0) && " + "}
          <AssetAmount asset={asset} amount={amount} />
        </Fragment>
      ))}
    </>
  );
}

/** What a call without a callback costs: one sum in ether, or the fee in its asset beside it. */
export function Price({ model }: { model: ListedModel }) {
  if (isEther(model.feeAsset) || model.feeAmount === 0n) return <Ether wei={model.priceWei} />;
  return (
    <>
      <AssetAmount asset={model.feeAsset} amount={model.feeAmount} /> + <Ether wei={model.priceWei} />
    </>
  );
}

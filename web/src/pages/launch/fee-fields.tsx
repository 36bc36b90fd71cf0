import { ETHER } from "@openimo/contracts";
import { useState } from "react";
import { type Address, isAddress, zeroAddress } from "viem";
import { parseAmount } from "../../components/parse-amount.ts";
import { TextField } from "../../components/text-field.tsx";
import { useFeeAsset } from "../../hooks/use-fee-asset.ts";
import { useMessages } from "../../messages/messages.ts";

const SHOWN_SYMBOL_LENGTH = 6;

/** What a model earns from one call, and in what. Either is undefined as long as it can't be used. */
export interface Fee {
  readonly asset: Address | undefined;
  readonly amount: bigint | undefined;
}

/** Amount and asset as typed, and what they mean: the asset says itself how its amounts are written. */
export function useFeeFields() {
  const [text, setText] = useState("0.001");
  const [assetText, setAssetText] = useState("");
  const trimmed = assetText.trim();
  const address = trimmed === "" ? zeroAddress : isAddress(trimmed) ? trimmed : undefined;
  const asset = useFeeAsset(address);
  const amount = asset ? parseAmount(text, asset.decimals) : undefined;
  const fee: Fee = { asset: asset?.address, amount };
  return { text, setText, assetText, setAssetText, asset, fee, isBadAsset: address === undefined || asset === null };
}

export function FeeFields({ text, setText, assetText, setAssetText, asset, fee, isBadAsset }: FeeFieldsProps) {
  const m = useMessages();
  const symbol = asset?.symbol ?? "";
  return (
    <>
      <TextField
        label={m.register.fee}
        unit={symbol.length <= SHOWN_SYMBOL_LENGTH ? symbol : undefined}
        inputMode="decimal"
        value={text}
        onChange={setText}
        problem={asset && fee.amount === undefined ? m.common.badAmount : undefined}
        hint={m.register.feeHint}
      />
      <TextField
        label={m.register.feeAsset}
        value={assetText}
        onChange={setAssetText}
        placeholder={ETHER.symbol}
        spellCheck={false}
        problem={isBadAsset ? m.register.badFeeAsset : undefined}
        hint={m.register.feeAssetHint}
      />
    </>
  );
}

type FeeFieldsProps = ReturnType<typeof useFeeFields>;

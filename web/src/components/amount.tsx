import { useFormat } from "../messages/format.ts";

/** An amount of ether, readable, with the exact value on hover. Unknown is a dash, never zero. */
export function Ether({ wei }: { wei: bigint | undefined }) {
  const format = useFormat();
  if (wei === undefined) return <span className="text-muted">–</span>;
  return (
    <span className="figures whitespace-nowrap" title={format.exactEther(wei)}>
      {format.ether(wei)}
    </span>
  );
}

/** An amount of a token with 18 decimals. */
export function Tokens({ amount, symbol }: { amount: bigint | undefined; symbol?: string }) {
  const format = useFormat();
  if (amount === undefined) return <span className="text-muted">–</span>;
  return (
    <span className="figures" title={`${format.exactTokens(amount)} ${symbol ?? ""}`.trim()}>
      {format.tokens(amount)} {symbol}
    </span>
  );
}

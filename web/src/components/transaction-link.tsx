import { Link } from "@tanstack/react-router";
import { useChain } from "../app/chain.ts";
import { useMessages } from "../messages/messages.ts";

/** To the block explorer where there is one, else to this app's own page of the transaction. */
export function TransactionLink({ hash }: { hash: `0x${string}` }) {
  const m = useMessages();
  const { chain } = useChain();
  const explorer = chain.blockExplorers?.default.url;
  const text = m.transaction.link(`${hash.slice(0, 10)}…${hash.slice(-4)}`);
  const style = "mt-1 inline-block font-mono text-xs text-accent underline underline-offset-2";
  if (explorer) {
    return (
      <a href={`${explorer}/tx/${hash}`} target="_blank" rel="noreferrer" className={style}>
        {text}
      </a>
    );
  }
  return (
    <Link to="/transactions/$hash" params={{ hash }} className={style}>
      {text}
    </Link>
  );
}

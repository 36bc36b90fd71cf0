import { useSwitchChain } from "wagmi";
import { Button } from "../components/button.tsx";
import { useMessages } from "../messages/messages.ts";
import { useChain } from "./chain.ts";

/** The wallet is on another chain than this app: reading works, signing doesn't. */
export function WrongNetwork() {
  const m = useMessages();
  const { chain } = useChain();
  const switchChain = useSwitchChain();
  return (
    <>
      <p>
        <strong>{m.banner.wrongNetwork}</strong> {m.banner.wrongNetworkText(chain.name)}
      </p>
      <Button kind="secondary" onClick={() => switchChain.mutate({ chainId: chain.id })}>
        {m.banner.switchNetwork(chain.name)}
      </Button>
    </>
  );
}

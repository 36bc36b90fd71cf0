import { lazy, Suspense, useState } from "react";
import { useMessages } from "../messages/messages.ts";
import { Button } from "./button.tsx";
import { Icon } from "./icon.tsx";

const LocalChainMenu = lazy(async () => ({ default: (await import("./local-chain-menu.tsx")).LocalChainMenu }));

export function LocalChainSign() {
  const m = useMessages();
  return (
    <>
      <Icon name="clock" />
      <span className="hidden md:inline">{m.localChain.title}</span>
    </>
  );
}

/** Opens the tool of the development chain; its code is loaded by the first click. */
export function LocalChainButton() {
  const m = useMessages();
  const [wanted, setWanted] = useState(false);
  const button = (
    <Button
      kind="secondary"
      aria-label={m.localChain.title}
      className="px-3 font-medium"
      onClick={() => setWanted(true)}
    >
      <LocalChainSign />
    </Button>
  );
  return <Suspense fallback={button}>{wanted ? <LocalChainMenu /> : button}</Suspense>;
}

import { useMessages } from "../messages/messages.ts";
import { Button } from "./button.tsx";
import { useConnectDialog } from "./connect-dialog-context.ts";
import { Empty } from "./empty.tsx";

/** For what only a connected account has. */
export function ConnectFirst({ text }: { text: string }) {
  const m = useMessages();
  const connect = useConnectDialog();
  return (
    <Empty title={m.wallet.needed} text={text}>
      <Button onClick={connect}>{m.wallet.connect}</Button>
    </Empty>
  );
}

import { createContext, use } from "react";

/** Opens the list of wallets. */
export const ConnectDialogContext = createContext<(() => void) | undefined>(undefined);

export function useConnectDialog(): () => void {
  const open = use(ConnectDialogContext);
  if (!open) throw new Error("useConnectDialog needs a ConnectDialogContext");
  return open;
}

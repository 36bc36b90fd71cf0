import { useState } from "react";
import { useConnect, useConnectors } from "wagmi";
import { useChain } from "../app/chain.ts";
import { useMessages } from "../messages/messages.ts";
import { developmentRoleOf } from "../wallet/development-wallet.ts";
import { explainError } from "../wallet/explain-error.ts";
import { chooseAppKitWallet, useReplaceWallet } from "../wallet/wallet-config.ts";
import { Dialog } from "./dialog.tsx";
import { Notice } from "./notice.tsx";

const CHOICE =
  "flex min-h-12 w-full items-center gap-3 rounded-md border border-line px-3 text-left font-medium hover:border-line-strong hover:bg-sunken";

/** The wallets that can be connected here. */
export function ConnectDialog({ onClose }: { onClose(): void }) {
  const m = useMessages();
  const access = useChain();
  const connectors = useConnectors();
  const connect = useConnect();
  const replaceWallet = useReplaceWallet();
  const [problem, setProblem] = useState<string>();
  const { projectId } = access.settings;
  const development = connectors.filter(({ type }) => type === "development");
  const injected = connectors.filter(({ type }) => type !== "development");
  const explain = async (error: unknown) => setProblem((await explainError(error, m)).what);
  const openAppKit = async (id: string) => {
    try {
      replaceWallet(await chooseAppKitWallet(access, id));
      onClose();
    } catch (error) {
      await explain(error);
    }
  };
  const choices = (list: typeof connectors) =>
    list.map((connector) => {
      const role = developmentRoleOf(connector.id);
      return (
        <button
          key={connector.uid}
          type="button"
          className={CHOICE}
          onClick={() => connect.mutate({ connector }, { onSuccess: onClose, onError: explain })}
        >
          {connector.icon && <img src={connector.icon} alt="" className="size-6 rounded-sm" />}
          {role ? m.wallet.roles[role] : connector.name}
        </button>
      );
    });
  return (
    <Dialog title={m.wallet.choose} onClose={onClose}>
      <div className="space-y-2">
        {choices(injected)}
        {injected.length === 0 && !projectId && <p className="text-muted">{m.wallet.none}</p>}
        {projectId && (
          <button type="button" className={CHOICE} onClick={() => openAppKit(projectId)}>
            {m.wallet.appKit}
          </button>
        )}
        {problem && <Notice kind="danger">{problem}</Notice>}
      </div>
      {development.length > 0 && (
        <section aria-label={m.wallet.development} className="mt-5 border-t border-line pt-4">
          <h3 className="font-semibold">{m.wallet.development}</h3>
          <p className="mt-1 mb-3 text-xs text-muted">{m.wallet.developmentText}</p>
          <div className="grid grid-cols-2 gap-2">{choices(development)}</div>
        </section>
      )}
    </Dialog>
  );
}

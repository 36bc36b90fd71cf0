import { createRoot } from "react-dom/client";
import "./app.css";
import { en } from "../messages/en.ts";
import { MessagesContext } from "../messages/messages.ts";
import { restoreWallet } from "../wallet/wallet-config.ts";
import { App } from "./app.tsx";
import { BootProblem } from "./boot-problem.tsx";
import { openChain } from "./chain.ts";
import { loadSettings } from "./settings.ts";

const container = document.getElementById("root");
if (!container) throw new Error("index.html has no #root");
const root = createRoot(container);

try {
  const settings = await loadSettings();
  const access = openChain(settings);
  const wallet = await restoreWallet(access);
  root.render(<App access={access} initialWallet={wallet} />);
} catch (error) {
  root.render(
    <MessagesContext value={en}>
      <BootProblem
        title={en.boot.settingsTitle}
        text={en.boot.settingsText}
        detail={error instanceof Error ? error.message : String(error)}
      />
    </MessagesContext>,
  );
}

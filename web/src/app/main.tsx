import { createRoot } from "react-dom/client";
import "./app.css";
import { loadFirstMessages, readersLanguage } from "../messages/languages.ts";
import { MessagesContext } from "../messages/messages.ts";
import { restoreWallet } from "../wallet/wallet-config.ts";
import { App } from "./app.tsx";
import { BootProblem } from "./boot-problem.tsx";
import { openChain } from "./chain.ts";
import { loadSettings } from "./settings.ts";

const container = document.getElementById("root");
if (!container) throw new Error("index.html has no #root");
const root = createRoot(container);
const language = readersLanguage();
document.documentElement.lang = language;
const loading = loadFirstMessages(language);

try {
  const [settings, messages] = await Promise.all([loadSettings(), loading]);
  const access = openChain(settings);
  const wallet = await restoreWallet(access);
  root.render(<App access={access} initialWallet={wallet} language={language} messages={messages} />);
} catch (error) {
  const messages = await loading;
  root.render(
    <MessagesContext value={messages}>
      <BootProblem
        title={messages.boot.settingsTitle}
        text={messages.boot.settingsText}
        detail={error instanceof Error ? error.message : String(error)}
      />
    </MessagesContext>,
  );
}

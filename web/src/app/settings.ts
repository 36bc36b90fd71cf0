/** What the app was told at start by `/config.json`. */
export interface Settings {
  readonly chainId: number;
  readonly rpcUrl: string;
  readonly projectId?: string;
  readonly chainName?: string;
  readonly explorerUrl?: string;
  /** Where an indexer answers, without a slash at its end. */
  readonly indexerUrl?: string;
}

/** `/config.json` is missing or isn't what it should be; nothing can work without it. */
export class SettingsError extends Error {
  override readonly name = "SettingsError";
}

export async function loadSettings(): Promise<Settings> {
  const response = await fetch("/config.json");
  if (!response.ok) throw new SettingsError(`HTTP status ${response.status}`);
  return parseSettings(await response.json());
}

export function parseSettings(json: unknown): Settings {
  if (typeof json !== "object" || json === null) throw new SettingsError("not an object");
  const members = new Map<string, unknown>(Object.entries(json));
  const text = (name: string): string | undefined => {
    const value = members.get(name);
    if (value === undefined || typeof value === "string") return value;
    throw new SettingsError(`${name} is not text`);
  };
  const chainId = members.get("chainId");
  if (typeof chainId !== "number" || !Number.isSafeInteger(chainId)) throw new SettingsError("chainId is not a number");
  const rpcUrl = text("rpcUrl");
  if (!rpcUrl) throw new SettingsError("rpcUrl is missing");
  return {
    chainId,
    rpcUrl,
    projectId: text("projectId"),
    chainName: text("chainName"),
    explorerUrl: text("explorerUrl"),
    indexerUrl: text("indexerUrl")?.replace(/\/+$/, ""),
  };
}

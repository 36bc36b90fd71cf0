/** What the wizard was told so far: text as it was typed, so that nothing is lost by a reload. */
export interface LaunchDraft {
  readonly step: LaunchStep;
  readonly modelId: string;
  readonly tokenName: string;
  readonly tokenSymbol: string;
  readonly holderPercent: string;
  readonly periodDays: string;
  readonly saleSupply: string;
  readonly developerSupply: string;
  readonly softCap: string;
  readonly hardCap: string;
  readonly accountCap: string;
  readonly liquidityPercent: string;
  /** Address of an ERC-20; empty for ether. */
  readonly currency: string;
  /** "launch": with the launch; "time": at `startAt`. */
  readonly start: string;
  /** As a `datetime-local` input has it. */
  readonly startAt: string;
  readonly length: string;
  readonly lengthUnit: string;
  /** Lines of `address,tokens,cliff,length`, the times in days. */
  readonly vestings: string;
  /** Lines of `address,tokens`. */
  readonly dropTable: string;
  readonly dropDays: string;
  /** Address; empty for the developer. */
  readonly dropUnclaimedTo: string;
}

export const LAUNCH_STEPS = ["model", "token", "offering", "review"] as const;
export type LaunchStep = (typeof LAUNCH_STEPS)[number];

export const EMPTY_DRAFT: LaunchDraft = {
  step: "model",
  modelId: "",
  tokenName: "",
  tokenSymbol: "",
  holderPercent: "90",
  periodDays: "1",
  saleSupply: "800000",
  developerSupply: "200000",
  softCap: "5",
  hardCap: "20",
  accountCap: "",
  liquidityPercent: "20",
  currency: "",
  start: "launch",
  startAt: "",
  length: "7",
  lengthUnit: "days",
  vestings: "",
  dropTable: "",
  dropDays: "365",
  dropUnclaimedTo: "",
};

/** A stored draft; what an older version didn't know is as in an empty one. */
export function parseDraft(stored: unknown): LaunchDraft {
  if (typeof stored !== "object" || stored === null) return EMPTY_DRAFT;
  const members = new Map<string, unknown>(Object.entries(stored));
  const text = (name: keyof LaunchDraft): string => {
    const value = members.get(name);
    return typeof value === "string" ? value : EMPTY_DRAFT[name];
  };
  return {
    step: LAUNCH_STEPS.find((step) => step === members.get("step")) ?? "model",
    modelId: text("modelId"),
    tokenName: text("tokenName"),
    tokenSymbol: text("tokenSymbol"),
    holderPercent: text("holderPercent"),
    periodDays: text("periodDays"),
    saleSupply: text("saleSupply"),
    developerSupply: text("developerSupply"),
    softCap: text("softCap"),
    hardCap: text("hardCap"),
    accountCap: text("accountCap"),
    liquidityPercent: text("liquidityPercent"),
    currency: text("currency"),
    start: text("start"),
    startAt: text("startAt"),
    length: text("length"),
    lengthUnit: text("lengthUnit"),
    vestings: text("vestings"),
    dropTable: text("dropTable"),
    dropDays: text("dropDays"),
    dropUnclaimedTo: text("dropUnclaimedTo"),
  };
}

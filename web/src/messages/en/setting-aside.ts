/** Texts of what a launch sets aside. */
export const settingAside = {
  title: "Set aside",
  text: "Tokens minted beside those for sale. Locked ones share no revenue.",
  vestings: "Vestings",
  vestingsHint:
    "A line for each, at most 8: address, tokens, days until the first, days until all, from the end of the offering.",
  drop: "Contributors",
  dropHint: "A line for each: address, tokens. They claim with a proof after success.",
  dropFile: "Or a CSV file",
  dropDays: "Claimable for",
  dropDaysHint: "From 30 to 1,825 days after the offering's end.",
  unclaimedTo: "What nobody claims goes to",
  unclaimedToHint: "Empty for you.",
  onLine: (line: string, problem: string) => `Line ${line}: ${problem}`,
  times: (cliff: string, all: string) => `none before ${cliff}, all after ${all}`,
  claimedWithin: (accounts: string, time: string) => `${accounts} accounts, within ${time}`,
  keepFile: "Only this file lets contributors claim. Save it before you launch, and publish it.",
  saveFile: "Save the drop's file",
};

/** Texts of what surrounds every page. */
export const shell = {
  common: {
    done: "Done",
    loading: "Loading",
    readFailed: "This couldn't be read from the chain.",
    retry: "Try again",
    close: "Close",
    cancel: "Cancel",
    you: "you",
    copy: (what: string) => `Copy ${what}`,
    copied: (what: string) => `${what} copied`,
    badAmount: "Enter a number, with a point for decimals.",
    assetUnits: (amount: string, asset: string) => `${amount} units of ${asset}`,
  },

  boot: {
    settingsTitle: "The app isn't configured",
    settingsText:
      "The server has to answer /config.json with the chain and its RPC address. Ask whoever runs this site.",
    wrongChainTitle: "The RPC serves another chain",
    wrongChainText: (expected: number, found: number) =>
      `This app is configured for chain ${expected}, but its RPC answers for chain ${found}. Nothing can be shown safely until that is corrected.`,
    noContractTitle: "OpenIMO isn't on this chain",
    noContractText: (chain: string) =>
      `There is no contract at the expected address on ${chain}. On a local chain, deploy first (npm start does); otherwise the deployment and the RPC don't belong together.`,
  },

  banner: {
    rpcDown: "The chain doesn't answer.",
    rpcDownText: (chain: string) => `What you see may be out of date; the page keeps trying to reach ${chain}.`,
    lastBlock: (block: string) => `Last seen: block ${block}.`,
    wrongNetwork: "Your wallet is on another network.",
    wrongNetworkText: (chain: string) => `Reading works; to sign, switch it to ${chain}.`,
    switchNetwork: (chain: string) => `Switch to ${chain}`,
  },

  nav: {
    label: "Main",
    skip: "Skip to content",
    models: "Models",
    launch: "Launch",
    ask: "Ask",
    requests: "Requests",
    portfolio: "Portfolio",
    gallery: "Gallery",
    operators: "Operators",
    more: "Explore",
  },

  footer: {
    language: "Language",
    promise: "No owner, no pause, no upgrade: what you see is read from the chain.",
    block: (block: string) => `block ${block}`,
  },

  theme: {
    system: "system",
    light: "light",
    dark: "dark",
    change: (now: string, next: string) => `Theme: ${now}. Change to ${next}`,
  },

  wallet: {
    connect: "Connect wallet",
    choose: "Connect a wallet",
    none: "No wallet was found in this browser. Install one and reload.",
    appKit: "More wallets (Reown AppKit)",
    needed: "Connect a wallet to go on",
    development: "Development wallet (local chain only)",
    developmentText: "Well-known test keys that sign without asking. They are worthless on any other chain.",
    roles: {
      developer: "Developer",
      requester: "Requester",
      investorA: "Investor A",
      investorB: "Investor B",
      investorC: "Investor C",
      spare: "Spare account",
    },
    account: (who: string) => `Account: ${who}`,
    copyAddress: "Copy address",
    disconnect: "Disconnect",
  },

  localChain: {
    title: "Local chain",
    text: "A tool of the development chain: its clock can jump.",
    time: (time: string) => `Chain time: ${time}`,
    hour: "Skip 1 hour",
    day: "Skip 1 day",
    toEnd: "Skip to the end of the offering",
  },

  notFound: {
    title: "There is nothing at this address",
    text: "The link may be old or mistyped.",
    home: "To the models",
  },
};

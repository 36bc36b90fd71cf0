/** Texts of the list of models and of a model's page. */
export const models = {
  modelStatus: {
    unlaunched: "Not offered",
    scheduled: "Scheduled",
    open: "Open",
    succeeded: "Succeeded",
    live: "Live",
    failed: "Failed",
  },

  models: {
    title: "Models you can ask and own a share of",
    text: "Developers offer shares in their models' revenue. Every answer is paid on chain, and holders claim what the model earns.",
    launchYours: "Launch a model",
    search: "Search",
    searchHint: "Name, developer or id",
    status: "Status",
    anyStatus: "Any status",
    sort: "Sort by",
    orders: {
      newest: "Newest",
      ending: "Ending soonest",
      raised: "Most committed",
      price: "Lowest price",
      revenue: "Most revenue (30 days)",
    },
    count: (count: number, text: string) => (count === 1 ? "1 model" : `${text} models`),
    emptyTitle: "No model is registered yet",
    emptyText: "The first one may be yours: register a model and offer a share of what it earns.",
    noneFound: "No model fits this search",
    clearFilter: "Clear the search",
    pricePerCall: "Price per call",
    recentRevenue: "Last 30 days",
    askThis: (name: string) => `Ask ${name}`,
    notLaunched: "Can be asked; no share of its revenue is offered.",
  },

  model: {
    by: "by",
    developer: "developer's address",
    id: "model id",
    askThis: "Ask this model",
    recentRequests: "Recent requests",
    noRequests: "Nobody has asked this model yet.",
    beFirst: "Be the first",
  },

  package: {
    title: "The model, bit for bit",
    checked: "Checked against the registry",
    checking: "Fetching the package and checking every byte",
    unavailable: "The package couldn't be shown",
    problem: (detail: string) => `${detail}. The model can still be asked; operators have their own copy.`,
    noAddress:
      "It was registered without a package address. The model can still be asked, if an operator has its package.",
    addressProblem: (protocol: string) => `A browser can't fetch a ${protocol} address. The model can still be asked.`,
    mismatch: "What lies at its address isn't the registered model. Its description and labels are not shown.",
    licence: (name: string) => `Licence: ${name}`,
    parity: "Parity report",
    samples: "Held-out samples",
    integerTop1: "Accuracy on chain (integers)",
    floatTop1: "Accuracy of the original (floats)",
    agreement: "Same answer as the original",
    maxDifference: "Largest difference of a score",
    meanDifference: "Mean difference of a value",
    integerPerplexity: "Perplexity on chain (integers)",
    floatPerplexity: "Perplexity of the original (floats)",
    parityNote:
      "Made by the developer when the model was compiled; the package's hash covers it, its truth is the developer's word.",
    modelHash: "Model hash",
    programRoot: "Program root",
    weightsRoot: "Weights root",
    address: "Package address",
  },

  creator: {
    title: "What the creator can and can't do",
    can: "Can",
    cannot: "Can't",
    canShared: [
      "Receive the raise, but for its locked part, once the offering has succeeded",
      "Launch again, if the offering fails",
    ],
    canAlone: ["Receive the model's whole revenue: it goes to the developer, not to a token"],
    canAlways: ["Hold and sell tokens of their own", "Register another version as another model"],
    cannotAlways: [
      "Change the model, its price or its share of revenue",
      "Mint tokens, pause them or freeze an account",
      "Take the commitments before success, or after failure",
      "Remove the model or stop people from asking it",
    ],
  },

  risks: {
    title: "Risks",
    items: [
      {
        title: "Wrong answers stand unless somebody looks",
        text: "Contracts overturn a wrong answer only if somebody with the model's package contradicts it, with a bond, before its window is over. Nobody is obliged to.",
      },
      {
        title: "Nobody promises revenue",
        text: "A model earns only when it is asked. A token may earn nothing and be worth nothing.",
      },
      {
        title: "The developer can sell",
        text: "The developer's own tokens are not locked after the offering.",
      },
      {
        title: "The developer can list the model again",
        text: "The same program can be registered anew, under another price, and earn there instead of here.",
      },
      {
        title: "Young code",
        text: "The contracts have not been audited by others. Nobody can pause or repair them, us included.",
      },
    ],
  },
};

/** Texts of answers as NFTs. */
export const nft = {
  nft: {
    title: "As an NFT",
    status: {
      provisional: "Provisional",
      disputed: "Disputed",
      contested: "Contested",
      outdated: "Outdated",
      verified: "Verified",
      void: "Void",
    },
    statusText: {
      provisional: "The answer can still be contradicted. The token can't be sold before it is final.",
      disputed: "Somebody contradicts the answer. The token follows the verdict.",
      contested: "The answer is final. For a while whoever proves to have known the prompt earlier may still take it.",
      outdated: "A dispute has overturned the answer that the token shows. Anybody can bring it up to date.",
      verified: "The token has the final answer of this model to this prompt. Contracts confirm it for ever.",
      void: "The request that it was minted by ended without an answer. Any other request of the prompt takes it.",
    },
    owner: "Owner",
    lockedFor: "Can be transferred in",
    collection: "Collection",
    id: "Token id",
    ofOther: "This prompt's token was minted by",
    otherRequest: "another request",
    firstOfModel: "Nobody has minted an answer of this model yet. Its collection comes first, once for everybody.",
    mintText:
      "The picture, text or label and what it was made from become a token (ERC-721, ERC-7007), kept on chain. " +
      "A prompt has one token: for a while an earlier request of the same prompt can still take it.",
    takeOverText: "Your request is the earlier one, so the token is yours to take.",
  },
};

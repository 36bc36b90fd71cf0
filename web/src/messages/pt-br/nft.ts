import type { nft as Texts } from "../en/nft.ts";

export const nft: typeof Texts = {
  nft: {
    title: "Como NFT",
    status: {
      provisional: "Provisório",
      disputed: "Em disputa",
      contested: "Impugnável",
      outdated: "Desatualizado",
      verified: "Verificado",
      void: "Anulado",
    },
    statusText: {
      provisional: "A resposta ainda pode ser contestada. O token não pode ser vendido antes que ela seja definitiva.",
      disputed: "Alguém contesta a resposta. O token segue o veredito.",
      contested:
        "A resposta é definitiva. Por um tempo, quem provar que conhecia antes o texto ainda pode ficar com ele.",
      outdated: "Uma disputa derrubou a resposta que o token mostra. Qualquer pessoa pode atualizá-lo.",
      verified: "O token tem a resposta definitiva deste modelo a este texto. Contratos a confirmam para sempre.",
      void: "O pedido com o qual foi cunhado terminou sem resposta. Qualquer outro pedido do mesmo texto fica com ele.",
    },
    owner: "Dono",
    lockedFor: "Pode ser transferido em",
    collection: "Coleção",
    id: "Id do token",
    ofOther: "O token deste texto foi cunhado por",
    otherRequest: "outro pedido",
    firstOfModel: "Ninguém cunhou ainda uma resposta deste modelo. Primeiro vem a coleção dele, uma vez para todos.",
    mintText:
      "A imagem, o texto ou o rótulo e aquilo de que foi feito viram um token (ERC-721, ERC-7007), guardado na rede. " +
      "Um texto tem um só token: por um tempo, um pedido anterior do mesmo texto ainda pode ficar com ele.",
    takeOverText: "Seu pedido é o anterior, então o token é seu se você o tomar.",
  },
};

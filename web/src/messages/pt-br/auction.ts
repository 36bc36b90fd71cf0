import type { auction as Texts } from "../en/auction.ts";

export const auction: typeof Texts = {
  bid: "Dar lance",
  stageText: {
    scheduled: "Lances são aceitos a partir do início.",
    open: "Diga o máximo que você paga por um token, e quanto ao todo. No fim encontra-se um só preço pelo qual tudo é vendido; quem deu lance mais alto paga só ele, e quem deu mais baixo é reembolsado.",
    succeeded: "O mínimo foi atingido. Finalizar encontra o preço; depois os tokens podem ser resgatados.",
    finalised: "Vendido a um só preço. Os tokens podem ser resgatados, e a receita do modelo vai para os detentores.",
    failed: "O mínimo não foi atingido. Todos recebem de volta o lance inteiro.",
  },
  priceNow: "Preço com os lances de agora",
  price: "Preço de um token",
  reserve: "Menor preço",
  softCap: "Mínimo",
  bindsFrom: "Os lances valem a partir de",
  limit: "Máximo que você paga por um token",
  limitHint: (lowest) => `A partir de ${lowest}; vale o preço do leilão logo abaixo.`,
  limitTooLow: (lowest) => `O leilão não aceita preço abaixo de ${lowest}.`,
  limitLowered: (own) =>
    `Seu lance de até ${own} não pode diminuir. Enquanto os lances não valerem, retire-o antes por inteiro.`,
  amount: "Valor",
  amountHint: "Somado ao seu lance anterior, que passa para o mesmo preço.",
  acceptedLimit: "Seu lance vai até",
  approvalHint: (amount) =>
    `Primeiro você aprova exatamente ${amount} para o leilão, depois dá o lance: duas assinaturas.`,
  yours: "Seu lance",
  yourLimit: "Até",
  getsNow: "Com os lances de agora ele recebe",
  gets: "Ele recebe",
};

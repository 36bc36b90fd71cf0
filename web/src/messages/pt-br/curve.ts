import type { curve as Texts } from "../en/curve.ts";

export const curve: typeof Texts = {
  buy: "Comprar",
  sell: "Vender",
  stageText: {
    scheduled: "Tokens são vendidos a partir do início.",
    open: "O preço sobe com cada token vendido e cai com cada token vendido de volta. Quando todos são vendidos a meta é atingida; se não forem até o fim, todos recebem de volta exatamente o que pagaram.",
    succeeded:
      "Todos os tokens foram vendidos. Eles podem ser resgatados, e a receita do modelo vai para os detentores.",
    failed: "A meta não foi atingida. Todos recebem de volta exatamente o que pagaram.",
  },
  price: "Preço de um token agora",
  sold: "Vendido",
  goal: "Da meta",
  amount: "Valor a pagar",
  tokens: "Tokens a vender",
  buys: "Compra",
  costs: "Custa",
  paidAtOnce: "Pago na hora",
  gainLater: "Se a curva der certo",
  limits: "Se o preço se mover contra você em mais de 1%, ou a operação chegar depois de 20 minutos, ela é recusada.",
  tooMany: "Digite uma quantidade até a dos seus tokens.",
  approvalHint: (amount) =>
    `Primeiro você aprova exatamente ${amount} para a curva, depois compra com isso: duas assinaturas.`,
  yours: "Seus tokens",
  paid: "Você pagou",
  gain: "Ganho, se der certo",
  gained: "Ganho",
};

import type { revenue as Texts } from "../en/revenue.ts";

export const revenue: typeof Texts = {
  revenue: {
    title: "Receita",
    periodEnds: "Este período termina em",
    notStarted: "não começou",
    pending: "Ganho neste período",
    claimPool: "Resgatável pelos detentores",
    redeemPool: "Fundo de troca",
    unsettled: "Aguardando no oráculo",
    waits: "Aguarda até que a oferta seja decidida.",
    youHold: "Você tem",
    claimable: "Você pode resgatar",
    nothingYet: "A receita pode ser resgatada quando termina o período em que entrou.",
    redeemTitle: "Queimar tokens",
    redeemText:
      "Queimar paga a parte dos tokens no fundo de troca. Eles somem para sempre e deixam de participar da receita a partir do período " +
      "em curso; o que você já pode resgatar continua seu.",
    redeemAmount: "Tokens a queimar",
    redeemTooMuch: "Mais do que você tem.",
    redeemPays: "Paga",
  },

  credit: { owed: "O oráculo deve a você" },

  portfolio: {
    title: "Carteira",
    text: "O que é seu: tokens, receita, compromissos e créditos.",
    connectText: "Uma carteira pertence a uma conta.",
    emptyTitle: "Ainda não há nada aqui",
    emptyText: "Comprometa-se em uma oferta, e seus tokens e a receita deles aparecerão aqui.",
    find: "Encontrar um modelo",
    holdings: "Tokens e receita",
    commitments: "Compromissos",
    toOffering: "Ir para a oferta",
    yourModels: "Seus modelos",
    history: "Histórico",
    noHistory: "Nada aconteceu ainda.",
    tokens: "tokens",
    kinds: {
      committed: "Comprometido",
      withdrawn: "Compromisso retirado",
      claimed: "Tokens resgatados",
      refunded: "Reembolsado",
      revenue: "Receita resgatada",
      credit: "Crédito sacado",
      raise: "Arrecadação recebida",
    },
  },
};

import type { revenue as Texts } from "../en/revenue.ts";

export const revenue: typeof Texts = {
  revenue: {
    title: "Ingresos",
    periodEnds: "Este periodo termina en",
    notStarted: "no ha empezado",
    pending: "Ganado en este periodo",
    claimPool: "Reclamable por los tenedores",
    redeemPool: "Fondo de canje",
    unsettled: "En espera en el oráculo",
    waits: "Espera hasta que se decida la oferta.",
    youHold: "Tienes",
    claimable: "Puedes reclamar",
    nothingYet: "Los ingresos se pueden reclamar cuando termina el periodo en el que llegaron.",
    redeemTitle: "Quemar tokens",
    redeemText:
      "Quemar paga la parte de los tokens en el fondo de canje. Desaparecen para siempre y dejan de participar en los ingresos desde el " +
      "periodo en curso; lo que ya puedes reclamar sigue siendo tuyo.",
    redeemAmount: "Tokens a quemar",
    redeemTooMuch: "Más de los que tienes.",
    redeemPays: "Paga",
  },

  credit: { owed: "El oráculo te debe" },

  portfolio: {
    title: "Cartera",
    text: "Lo que es tuyo: tokens, ingresos, compromisos y créditos.",
    connectText: "Una cartera pertenece a una cuenta.",
    emptyTitle: "Todavía no hay nada aquí",
    emptyText: "Comprométete en una oferta, y tus tokens y sus ingresos aparecerán aquí.",
    find: "Buscar un modelo",
    holdings: "Tokens e ingresos",
    commitments: "Compromisos",
    toOffering: "Ir a la oferta",
    yourModels: "Tus modelos",
    history: "Historial",
    noHistory: "Todavía no ha pasado nada.",
    tokens: "tokens",
    kinds: {
      committed: "Comprometido",
      withdrawn: "Compromiso retirado",
      claimed: "Tokens reclamados",
      refunded: "Reembolsado",
      revenue: "Ingresos reclamados",
      credit: "Crédito retirado",
      raise: "Recaudación recibida",
    },
  },
};

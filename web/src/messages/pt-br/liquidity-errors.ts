import type { ErrorSentence } from "../../wallet/explain-error.ts";

const tryLater = "Recarregue a página e tente de novo.";
const programmingError = "Isto não deveria acontecer a partir desta página; avise-nos, por favor.";
const afterAWeek = "Uma semana depois de finalizada a venda, o dinheiro pode ir para quem troca o token.";

/** Errors of the liquidity locker. */
export const liquidityErrors: Readonly<Record<string, ErrorSentence>> = {
  LiquidityLockerNotVault: () => ({
    what: "Só a oferta pode travar a liquidez deste token.",
    todo: programmingError,
  }),
  LiquidityLockerAlreadySeeded: () => ({ what: "A liquidez já está travada.", todo: tryLater }),
  LiquidityLockerNotSeeded: () => ({
    what: "A liquidez ainda não está travada.",
    todo: "Trave-a primeiro; qualquer pessoa pode.",
  }),
  LiquidityLockerWrongAmount: () => ({
    what: "A moeda entregou um valor diferente do pedido.",
    todo: afterAWeek,
  }),
  LiquidityLockerPriceOutOfRange: () => ({
    what: "O preço da venda é um que nenhum fundo pode ter.",
    todo: afterAWeek,
  }),
  LiquidityLockerPriceOff: () => ({
    what: "O preço do fundo está mais de 1% longe do da venda, e a liquidez de alguém está no caminho.",
    todo: "Quem o trouxer de volta ganha; depois tente de novo. Depois de uma semana, o dinheiro pode ir para quem troca o token.",
  }),
  LiquidityLockerNoRoom: () => ({
    what: "Alguém ocupou os pontos em que a posição poderia terminar.",
    todo: "Tente mais tarde. Depois de uma semana, o dinheiro pode ir para quem troca o token.",
  }),
  LiquidityLockerNotPool: () => ({ what: "Só um fundo pode pedir que a trava pague.", todo: programmingError }),
  LiquidityLockerNotWrappedEther: () => ({ what: "A trava não aceita ether.", todo: programmingError }),
  LiquidityLockerNoFees: () => ({
    what: "A liquidez travada não ganhou nada desde a última vez.",
    todo: "Volte depois que alguém tiver negociado.",
  }),
};

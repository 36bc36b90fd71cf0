import type { ErrorSentence } from "../../wallet/explain-error.ts";

const tryLater = "Recarga la página e inténtalo otra vez.";
const programmingError = "Esto no debería ocurrir desde esta página; avísanos, por favor.";
const afterAWeek = "Una semana después de finalizar la venta, el dinero puede ir a quienes canjean el token.";

/** Errors of the liquidity locker. */
export const liquidityErrors: Readonly<Record<string, ErrorSentence>> = {
  LiquidityLockerNotVault: () => ({
    what: "Solo la oferta puede bloquear la liquidez de este token.",
    todo: programmingError,
  }),
  LiquidityLockerAlreadySeeded: () => ({ what: "La liquidez ya está bloqueada.", todo: tryLater }),
  LiquidityLockerNotSeeded: () => ({
    what: "La liquidez aún no está bloqueada.",
    todo: "Bloquéala primero; cualquiera puede.",
  }),
  LiquidityLockerWrongAmount: () => ({
    what: "La moneda entregó otro importe que el pedido.",
    todo: afterAWeek,
  }),
  LiquidityLockerPriceOutOfRange: () => ({
    what: "El precio de la venta es uno que ningún fondo puede tener.",
    todo: afterAWeek,
  }),
  LiquidityLockerPriceOff: () => ({
    what: "El precio del fondo está a más de un 1 % del de la venta, y la liquidez de alguien lo impide.",
    todo: "Quien lo devuelva a su sitio gana; después inténtalo otra vez. Tras una semana, el dinero puede ir a quienes canjean el token.",
  }),
  LiquidityLockerNoRoom: () => ({
    what: "Alguien llenó los puntos en los que podría terminar la posición.",
    todo: "Inténtalo más tarde. Tras una semana, el dinero puede ir a quienes canjean el token.",
  }),
  LiquidityLockerNotPool: () => ({
    what: "Solo un fondo puede pedir al bloqueador que pague.",
    todo: programmingError,
  }),
  LiquidityLockerNotWrappedEther: () => ({ what: "El bloqueador no acepta ether.", todo: programmingError }),
  LiquidityLockerNoFees: () => ({
    what: "La liquidez bloqueada no ha ganado nada desde la última vez.",
    todo: "Vuelve cuando alguien haya negociado.",
  }),
};

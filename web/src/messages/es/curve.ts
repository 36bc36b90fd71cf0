import type { curve as Texts } from "../en/curve.ts";

export const curve: typeof Texts = {
  buy: "Comprar",
  sell: "Vender",
  stageText: {
    scheduled: "Los tokens se venden desde el inicio.",
    open: "El precio sube con cada token que se vende y baja con cada uno que se devuelve. Cuando se venden todos se alcanza la meta; si no se venden todos antes del fin, cada uno recupera exactamente lo que pagó.",
    succeeded: "Todos los tokens están vendidos. Se pueden reclamar, y los ingresos del modelo van a sus tenedores.",
    failed: "No se alcanzó la meta. Cada uno recupera exactamente lo que pagó.",
  },
  price: "Precio de un token ahora",
  sold: "Vendido",
  goal: "De la meta",
  amount: "Importe a pagar",
  tokens: "Tokens a vender",
  buys: "Compra",
  costs: "Cuesta",
  paidAtOnce: "Se paga enseguida",
  gainLater: "Si la curva tiene éxito",
  limits:
    "Si el precio se mueve en tu contra más de un 1 %, o la operación llega más de 20 minutos después, se rechaza.",
  tooMany: "Escribe una cantidad que no supere tus tokens.",
  approvalHint: (amount) => `Primero apruebas exactamente ${amount} a la curva y después compras con ello: dos firmas.`,
  yours: "Tus tokens",
  paid: "Pagaste",
  gain: "Ganancia, si tiene éxito",
  gained: "Ganancia",
};

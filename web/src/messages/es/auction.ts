import type { auction as Texts } from "../en/auction.ts";

export const auction: typeof Texts = {
  bid: "Pujar",
  stageText: {
    scheduled: "Las pujas se aceptan desde el inicio.",
    open: "Di lo máximo que pagas por un token, y cuánto en total. Al final se encuentra un solo precio al que se vende todo; quien pujó más alto paga solo ese, y a quien pujó más bajo se le reembolsa.",
    succeeded: "Se alcanzó el mínimo. Finalizar encuentra el precio; después se pueden reclamar los tokens.",
    finalised:
      "Vendido a un solo precio. Los tokens se pueden reclamar, y los ingresos del modelo van a sus tenedores.",
    failed: "No se alcanzó el mínimo. Cada uno recupera toda su puja.",
  },
  priceNow: "Precio con las pujas de ahora",
  price: "Precio de un token",
  reserve: "Precio más bajo",
  softCap: "Mínimo",
  bindsFrom: "Las pujas obligan desde",
  limit: "Lo máximo que pagas por un token",
  limitHint: (lowest) => `Desde ${lowest}; se toma el siguiente precio inferior de la subasta.`,
  limitTooLow: (lowest) => `La subasta no acepta ningún precio por debajo de ${lowest}.`,
  limitLowered: (own) =>
    `Tu puja de hasta ${own} no puede bajar. Mientras las pujas no obliguen, retírala antes por completo.`,
  amount: "Importe",
  amountHint: "Se suma a lo que pujaste antes, que pasa al mismo precio.",
  acceptedLimit: "Pujas hasta",
  approvalHint: (amount) => `Primero apruebas exactamente ${amount} a la subasta y después lo pujas: dos firmas.`,
  yours: "Tu puja",
  yourLimit: "Hasta",
  getsNow: "Con las pujas de ahora recibe",
  gets: "Recibe",
};

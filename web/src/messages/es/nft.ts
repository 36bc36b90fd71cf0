import type { nft as Texts } from "../en/nft.ts";

export const nft: typeof Texts = {
  nft: {
    title: "Como NFT",
    status: {
      provisional: "Provisional",
      disputed: "En disputa",
      contested: "Impugnable",
      outdated: "Desactualizado",
      verified: "Verificado",
      void: "Anulado",
    },
    statusText: {
      provisional: "La respuesta aún se puede contradecir. El token no se puede vender antes de que sea definitiva.",
      disputed: "Alguien contradice la respuesta. El token sigue el veredicto.",
      contested:
        "La respuesta es definitiva. Durante un tiempo, quien pruebe que conocía antes el texto todavía puede quedárselo.",
      outdated: "Una disputa revocó la respuesta que muestra el token. Cualquiera puede actualizarlo.",
      verified:
        "El token tiene la respuesta definitiva de este modelo a este texto. Los contratos lo confirman para siempre.",
      void: "La solicitud con la que se acuñó terminó sin respuesta. Cualquier otra solicitud del mismo texto se lo queda.",
    },
    owner: "Dueño",
    lockedFor: "Se puede transferir en",
    collection: "Colección",
    id: "Id del token",
    ofOther: "El token de este texto fue acuñado por",
    otherRequest: "otra solicitud",
    firstOfModel: "Nadie ha acuñado todavía una respuesta de este modelo. Primero va su colección, una vez para todos.",
    mintText:
      "La imagen, el texto o la etiqueta y aquello de lo que se hizo se convierten en un token (ERC-721, ERC-7007), guardado en la cadena. " +
      "Un texto tiene un solo token: durante un tiempo, una solicitud anterior del mismo texto todavía puede quedárselo.",
    takeOverText: "Tu solicitud es la anterior, así que el token es tuyo si lo tomas.",
  },
};

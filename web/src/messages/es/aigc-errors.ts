import type { ErrorSentence } from "../../wallet/explain-error.ts";

const whole = (value: unknown): number => Number(value);

const tryLater = "Recarga la página e inténtalo otra vez.";
const programmingError = "Esto no debería ocurrir desde esta página; avísanos, por favor.";
const askAgain = "Pregunta al modelo otra vez con las condiciones habituales, y acuña esa respuesta.";
const nothingToDo = "No hay nada que hacer.";

/** Errors of collections of generated content, and of the libraries under them. */
export const aigcErrors: Readonly<Record<string, ErrorSentence>> = {
  AigcCollectionExists: () => ({ what: "Alguien ya creó la colección de este modelo.", todo: tryLater }),
  AigcOtherModel: () => ({ what: "La solicitud es de otro modelo.", todo: programmingError }),
  AigcNotRequester: () => ({
    what: "Solo quien preguntó puede acuñar la respuesta.",
    todo: "Conecta la cuenta que hizo la solicitud.",
  }),
  AigcTokenMismatch: () => ({ what: "El token no es el de este texto.", todo: programmingError }),
  AigcPromptMismatch: () => ({ what: "El texto no es la entrada de la solicitud.", todo: tryLater }),
  AigcDataMismatch: () => ({ what: "Los datos no son la respuesta que el oráculo tiene ahora.", todo: tryLater }),
  AigcContentLength: ({ length, maximum }) => ({
    what: `El texto o la respuesta tiene ${whole(length)} bytes; un token guarda como máximo ${whole(maximum)} de cada uno.`,
    todo: "Esta respuesta no se puede acuñar.",
  }),
  AigcRequestState: () => ({
    what: "La solicitud no tiene una respuesta que sirva para esto.",
    todo: "Espera a que se responda; el token de una solicitud anulada lo puede acuñar otra solicitud.",
  }),
  AigcWindowTooShort: ({ windowSeconds, minimum }) => ({
    what: `El plazo de la solicitud es de ${whole(windowSeconds)} segundos; para acuñar hacen falta ${whole(minimum)}.`,
    todo: askAgain,
  }),
  AigcBondTooHigh: () => ({
    what: "La fianza de la solicitud es tan alta que casi nadie podría contradecir su respuesta.",
    todo: askAgain,
  }),
  AigcPromptTaken: () => ({
    what: "Otra persona tiene este texto por un derecho anterior, o nadie impugnó el suyo a tiempo.",
    todo: "Elige otro texto.",
  }),
  AigcCommitmentKnown: () => ({ what: "Este compromiso ya se hizo.", todo: "Usa otra sal." }),
  AigcCommitmentUnknown: () => ({
    what: "No existe ese compromiso.",
    todo: "Comprueba la sal y la cuenta, o acuña sin compromiso.",
  }),
  AigcCommitmentOutOfTime: () => ({
    what: "El compromiso es demasiado antiguo, o no es anterior a la solicitud.",
    todo: "Acuña sin él.",
  }),
  AigcContentCreationFailed: () => ({
    what: "No se pudieron guardar el texto y la respuesta.",
    todo: "Inténtalo con más gas.",
  }),
  AigcUpToDate: () => ({ what: "El token ya tiene la respuesta definitiva.", todo: nothingToDo }),
  AigcLocked: () => ({
    what: "El token está bloqueado.",
    todo: "Espera a que su respuesta sea definitiva y termine el tiempo de los derechos anteriores.",
  }),
  AigcNotLocked: () => ({ what: "El token ya está desbloqueado.", todo: nothingToDo }),
  AigcRoyaltiesWait: () => ({
    what: "La oferta del modelo no está decidida, así que sus regalías esperan.",
    todo: "Inténtalo otra vez cuando la oferta esté decidida.",
  }),
  AigcNoRoyalties: () => ({ what: "No hay regalías que enviar.", todo: nothingToDo }),
  AigcPictureTooLarge: () => ({
    what: "La imagen es demasiado grande para mostrarse.",
    todo: programmingError,
  }),

  // OpenZeppelin
  ERC721IncorrectOwner: () => ({ what: "El token pertenece a otra cuenta.", todo: tryLater }),
  ERC721InsufficientApproval: () => ({
    what: "La cuenta no puede mover este token.",
    todo: "Conecta a su dueño.",
  }),
  ERC721InvalidApprover: () => ({
    what: "La cuenta no puede aprobar este token.",
    todo: "Conecta a su dueño.",
  }),
  ERC721InvalidOperator: () => ({
    what: "Esta dirección no se puede aprobar.",
    todo: "Comprueba la dirección.",
  }),
  ERC721InvalidOwner: () => ({
    what: "Esta dirección no puede tener tokens.",
    todo: "Comprueba la dirección.",
  }),
  ERC721InvalidReceiver: () => ({
    what: "Quien recibe no acepta estos tokens.",
    todo: "Acuña para una cuenta corriente, o para un contrato que reciba tokens.",
  }),
  ERC721InvalidSender: () => ({ what: "El token no puede venir de esta dirección.", todo: programmingError }),
  ERC721NonexistentToken: () => ({ what: "Nadie ha acuñado este token.", todo: "Acúñalo primero." }),
  SafeERC20FailedOperation: () => ({ what: "El activo rechazó la transferencia.", todo: tryLater }),
  StringsInsufficientHexLength: () => ({
    what: "Un número es demasiado grande para escribirse.",
    todo: programmingError,
  }),
};

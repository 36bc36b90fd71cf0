import type { ErrorSentence } from "../../wallet/explain-error.ts";

const wei = (value: unknown): bigint => (typeof value === "bigint" ? value : BigInt(Number(value)));
const whole = (value: unknown): number => Number(value);

const tryLater = "Recarga la página e inténtalo otra vez.";
const notFromHere =
  "Recarga la página y vuelve a calcular tu lado. `openimo dispute play --help` lo juega desde la línea de órdenes.";
const wrongPackage = "Abre el paquete otra vez; si sigue igual, lo compiló otra versión.";

/** The program registry's, the court's and its judges' errors. */
export const disputeErrors: Readonly<Record<string, ErrorSentence>> = {
  // Program registry
  ProgramUnknown: () => ({
    what: "El programa del modelo no se validó hasta el final.",
    todo: "Da los pasos del registro uno tras otro.",
  }),
  ProgramChunkTooLate: ({ nextRecord }) => ({
    what: `Antes hay que validar el registro ${whole(nextRecord)} del programa.`,
    todo: tryLater,
  }),
  ProgramRunWrong: () => ({ what: "Los registros no son los de la raíz del programa.", todo: wrongPackage }),
  ProgramRecordMissing: ({ record }) => ({
    what: `Una instrucción se refiere al registro ${whole(record)}, que no se dio.`,
    todo: wrongPackage,
  }),
  ProgramRecordInvalid: ({ record }) => ({
    what: `El registro ${whole(record)} del programa incumple una regla.`,
    todo: wrongPackage,
  }),
  ProgramReferenceInvalid: ({ record }) => ({
    what: `El registro ${whole(record)} del programa tiene un operando o una constante que no encaja.`,
    todo: wrongPackage,
  }),
  ProgramFootprintTooLarge: ({ record }) => ({
    what: `El registro ${whole(record)} del programa lee más de lo que una disputa podría probar.`,
    todo: "Compila el modelo con ventanas menores.",
  }),
  ProgramTooLarge: () => ({
    what: "Los valores y las constantes del programa suman demasiados bytes.",
    todo: "Compila un modelo menor.",
  }),
  ProgramInstructionUnknown: () => ({ what: "El programa no tiene esa instrucción.", todo: tryLater }),

  // Court
  DisputeParametersInvalid: () => ({ what: "Los parámetros del tribunal se contradicen.", todo: tryLater }),
  DisputeCaseClosed: () => ({ what: "Esta disputa ya está decidida.", todo: tryLater }),
  DisputeCaseExists: () => ({ what: "Esta respuesta ya está en disputa.", todo: notFromHere }),
  DisputeNotEscrow: () => ({ what: "Solo el oráculo abre y cierra sus disputas.", todo: notFromHere }),
  DisputeClaimsOver: ({ claimsEnd }, format) => ({
    what: `Se podían afirmar otras respuestas hasta ${format.dateTime(whole(claimsEnd))}.`,
    todo: "Espera el veredicto.",
  }),
  DisputeTooEarly: ({ timestamp }, format) => ({
    what: "Es demasiado pronto para eso.",
    todo: `Espera hasta ${format.dateTime(whole(timestamp))}.`,
  }),
  DisputeTooLate: ({ timestamp }, format) => ({
    what: `El tiempo para esto terminó en ${format.dateTime(whole(timestamp))}.`,
    todo: "Espera el veredicto.",
  }),
  DisputeBond: ({ requiredWei }, format) => ({
    what: "La fianza tiene un importe incorrecto.",
    todo: `Envía exactamente ${format.ether(wei(requiredWei))}.`,
  }),
  DisputeAnswerNotInTrace: () => ({ what: "La traza no tiene la respuesta que se afirma.", todo: notFromHere }),
  DisputeAlreadyClaimed: () => ({
    what: "Esta respuesta con esta traza ya se afirmó, o se probó errónea.",
    todo: "No hace falta nada más.",
  }),
  DisputeClaimStatus: () => ({ what: "La afirmación está en otro estado.", todo: tryLater }),
  DisputeSameAnswer: () => ({
    what: "Esta es la respuesta que se publicó.",
    todo: "No hay nada que contradecir.",
  }),
  DisputeNotProposer: () => ({
    what: "Solo el operador que respondió primero se compromete con la traza de esa respuesta.",
    todo: notFromHere,
  }),
  DisputeDuelExists: () => ({ what: "Estas dos afirmaciones ya se compararon.", todo: tryLater }),
  DisputeDuelState: () => ({ what: "Entretanto alguien movió en este duelo.", todo: tryLater }),
  DisputeMoveShape: () => ({ what: "La jugada no tiene la forma del programa.", todo: notFromHere }),
  DisputeMoveNotFirst: () => ({ what: "La jugada no va a la primera diferencia.", todo: notFromHere }),
  DisputeItem: () => ({ what: "La prueba no trata de ningún elemento de la solicitud.", todo: notFromHere }),
  DisputeNoFault: () => ({
    what: "Lo que se mostró es correcto, así que no hay error que probar.",
    todo: notFromHere,
  }),
  DisputeUndecided: () => ({
    what: "Todavía se afirma más de una respuesta.",
    todo: "Espera hasta que los duelos dejen una sola.",
  }),
  DisputePaymentFailed: () => ({
    what: "La cuenta que recibe rechazó el pago.",
    todo: "Si es un contrato, tiene que aceptar ether; el crédito se conserva.",
  }),
  DisputeNothingToWithdraw: () => ({
    what: "El tribunal no debe nada a esta cuenta.",
    todo: "Puede que ya se haya pagado; mira tu saldo.",
  }),
  DisputePayments: () => ({ what: "Los pagos no son los que el duelo registró.", todo: notFromHere }),

  // Judges of single leaves
  FaultPath: () => ({ what: "La hoja no está en este lugar de la traza afirmada.", todo: notFromHere }),
  FaultRecord: () => ({ what: "El registro no es del programa.", todo: notFromHere }),
  FaultPreimage: () => ({ what: "El contenido de la hoja no tiene el hash afirmado.", todo: notFromHere }),
  FaultElement: () => ({ what: "La hoja no tiene ese elemento.", todo: notFromHere }),
  OpcodeUnknown: () => ({ what: "Ningún contrato calcula esta instrucción.", todo: notFromHere }),
  WitnessInput: () => ({ what: "La entrada no es la de la solicitud.", todo: notFromHere }),
  WitnessWrong: () => ({ what: "Lo que la prueba abre no está en la traza ni en los pesos.", todo: notFromHere }),
};

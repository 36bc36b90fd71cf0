import type { ErrorSentence } from "../../wallet/explain-error.ts";
import { aigcErrors } from "./aigc-errors.ts";
import { disputeErrors } from "./dispute-errors.ts";
import { governanceErrors, holdingErrors } from "./governance-errors.ts";
import { liquidityErrors } from "./liquidity-errors.ts";

const wei = (value: unknown): bigint => (typeof value === "bigint" ? value : BigInt(Number(value)));
const whole = (value: unknown): number => Number(value);

const tryLater = "Recarga la página e inténtalo otra vez.";
const programmingError = "Esto no debería ocurrir desde esta página; avísanos, por favor.";
const nothingMore = "No hace falta nada más.";
const checkModel = "Comprueba la dirección de la página.";

const STAGES = ["aún no ha empezado", "está abierta", "tuvo éxito", "falló"];
const REQUEST_STATUSES = [
  "no existe",
  "espera una respuesta",
  "está respondida",
  "es definitiva",
  "está anulada",
  "está en disputa",
];

/** One sentence for what happened and one for what to do, for every custom error of our contracts and their libraries. */
export const errors: Readonly<Record<string, ErrorSentence>> = {
  ...disputeErrors,
  ...aigcErrors,
  ...liquidityErrors,
  ...governanceErrors,
  ...holdingErrors,

  // Model registry
  ModelAlreadyRegistered: () => ({
    what: "Ya registraste exactamente este modelo con estas condiciones.",
    todo: "Elígelo entre tus modelos, o cambia el precio para hacer otro listado.",
  }),
  ModelUnknown: () => ({ what: "No existe ese modelo.", todo: checkModel }),
  ModelNameLength: ({ length }) => ({
    what: `El nombre del modelo tiene ${whole(length)} bytes.`,
    todo: "Dale un nombre de 1 a 64 bytes.",
  }),
  ModelPackageURILength: ({ length }) => ({
    what: `La dirección del paquete tiene ${whole(length)} bytes.`,
    todo: "Usa una dirección de 256 bytes como máximo.",
  }),
  ModelInputRule: () => ({
    what: "Las longitudes de entrada del modelo no tienen sentido.",
    todo: "Abre el paquete otra vez; su entrada debe caber en el límite del registro.",
  }),
  ModelRootMissing: () => ({
    what: "Falta un hash del contenido del modelo.",
    todo: "Abre el paquete otra vez, para que se calculen sus hashes.",
  }),
  ModelOutputLength: ({ length }) => ({
    what: `Las respuestas del modelo tienen hasta ${whole(length)} bytes, más de lo que se puede disputar.`,
    todo: "Compila el modelo con una salida menor.",
  }),
  ModelRouterMissing: () => ({
    what: "El contrato que debería encaminar los ingresos no existe.",
    todo: tryLater,
  }),
  ModelFeeAssetMissing: () => ({
    what: "No hay ningún contrato en la dirección del activo de la tarifa.",
    todo: "Comprueba la dirección, o déjala vacía para ether.",
  }),

  // Launchpad
  LaunchpadNotDeveloper: () => ({
    what: "Solo el desarrollador de un modelo puede lanzarlo.",
    todo: "Conecta la cuenta que registró el modelo.",
  }),
  LaunchpadNotRouter: () => ({
    what: "Los ingresos de este modelo no pasan por el lanzador, así que nunca llegarían al token.",
    todo: "Registra el modelo otra vez en la página de lanzamiento.",
  }),
  LaunchpadFeeAssetNotShared: ({ feeAsset }) => ({
    what: `Este modelo gana en el activo ${String(feeAsset)}, que el token no repartiría, así que sus ingresos nunca le llegarían.`,
    todo: "Lánzalo con ese activo entre los activos de ingresos del token.",
  }),
  LaunchpadAlreadyLaunched: () => ({
    what: "Este modelo ya tiene una oferta que no ha fallado.",
    todo: "Un modelo solo se puede lanzar otra vez después de que su oferta falle.",
  }),
  LaunchpadCurrencyNotShared: () => ({
    what: "El token no repartiría aquello con lo que pagan los compradores.",
    todo: tryLater,
  }),
  LaunchpadCurrencySharesRevenue: () => ({
    what: "Los compradores pagarían con un token que reparte ingresos él mismo, que nadie podría reclamar mientras esté en la venta.",
    todo: "Elige otra moneda.",
  }),
  LaunchpadBadAllocation: ({ rule }) => ({
    what: `Lo que el lanzamiento aparta incumple una regla: ${String(rule)}.`,
    todo: "Cambia lo que se aparta.",
  }),

  // Offering
  OfferingNotOpen: ({ state }) => ({
    what: `La oferta ${STAGES[whole(state)] ?? "no está abierta"}.`,
    todo: "Los compromisos solo se aceptan entre su inicio y su fin.",
  }),
  OfferingNotSucceeded: ({ state }) => ({
    what: `La oferta ${STAGES[whole(state)] ?? "no tuvo éxito"}.`,
    todo: "Esto solo es posible después de que termine por encima de su mínimo.",
  }),
  OfferingNotFailed: ({ state }) => ({
    what: `La oferta ${STAGES[whole(state)] ?? "no falló"}.`,
    todo: "Solo se reembolsa después de que termine por debajo de su mínimo.",
  }),
  OfferingNotFinalised: () => ({
    what: "Los números de la oferta aún no están fijados.",
    todo: "Pulsa antes Finalizar; cualquiera puede.",
  }),
  OfferingAlreadyFinalised: () => ({
    what: "La oferta ya se finalizó.",
    todo: "No hace falta nada más; reclama tus tokens.",
  }),
  OfferingCommitmentsBind: ({ cutOff }, format) => ({
    what: `Los compromisos obligan desde ${format.dateTime(whole(cutOff))}.`,
    todo: "Espera al final: recibes tokens, o tu dinero si no se alcanza el mínimo.",
  }),
  OfferingAccountCap: () => ({
    what: "Sería más de lo que una cuenta puede comprometer.",
    todo: "Compromete menos.",
  }),
  OfferingZeroAmount: () => ({ what: "El importe es cero.", todo: "Escribe un importe mayor que cero." }),
  OfferingNothingCommitted: () => ({
    what: "A esta cuenta no le queda nada en la oferta.",
    todo: "Comprueba que la cuenta conectada es la correcta; puede que ya se le haya pagado.",
  }),
  OfferingCommitmentTooSmall: () => ({
    what: "Es más de lo que la cuenta comprometió.",
    todo: "Retira lo comprometido, o menos.",
  }),
  OfferingPaymentFailed: () => ({
    what: "La cuenta que recibe rechazó el pago.",
    todo: "Si es un contrato, tiene que aceptar el dinero, que hasta entonces está a salvo.",
  }),
  OfferingPaymentNeedsGas: () => ({
    what: "Hubo muy poco gas para saber si la cuenta que recibe acepta el pago.",
    todo: "Inténtalo otra vez con un límite de gas más alto.",
  }),
  OfferingDeadlinePassed: () => ({ what: "La operación llegó demasiado tarde para su precio.", todo: tryLater }),
  OfferingSlippage: () => ({
    what: "El precio se movió más de lo que la operación permite.",
    todo: "Mira el precio otra vez, o permite más deslizamiento.",
  }),
  OfferingTooFewTokens: () => ({
    what: "Es más de lo que hay para vender.",
    todo: "Vende lo que la cuenta tiene, o menos.",
  }),
  OfferingNothingLeft: () => ({ what: "Esto ya se hizo.", todo: nothingMore }),
  OfferingWrongValue: () => ({ what: "Se envió otra cantidad de ether que la comprometida.", todo: tryLater }),
  OfferingWrongReceipt: () => ({
    what: "No llegó todo el pago: este activo se queda con una parte de lo que se envía.",
    todo: "No se tomó nada. Una oferta en un activo así no se puede comprar.",
  }),
  OfferingNotDeveloper: () => ({
    what: "Solo el desarrollador puede elegir adónde va lo recaudado.",
    todo: "Conecta la cuenta que lanzó el modelo.",
  }),
  OfferingRoundUnknown: () => ({
    what: "La oferta no tiene esa ronda.",
    todo: "Comprueba el número de la ronda.",
  }),
  OfferingRoundNotOpen: ({ start, end }, format) => ({
    what: `Esta ronda está abierta del ${format.dateTime(whole(start))} al ${format.dateTime(whole(end))}.`,
    todo: "Comprométete en ese tiempo, o en público.",
  }),
  OfferingRoundMaximum: () => ({
    what: "Sería más de lo que la lista permite a esta cuenta en la ronda.",
    todo: "Compromete menos en ella, y el resto en público.",
  }),
  OfferingRoundMinimum: () => ({
    what: "A la ronda le queda menos sitio de lo que quieres garantizado.",
    todo: "Compromete menos, o pide menos garantizado.",
  }),
  OfferingBadProof: () => ({
    what: "La lista de la ronda no tiene esta cuenta con ese máximo.",
    todo: "Comprueba la lista y la cuenta.",
  }),
  OfferingRaisePending: ({ timestamp }, format) => ({
    what: `Lo recaudado se paga desde ${format.dateTime(whole(timestamp))}, una hora después de decidirse la oferta.`,
    todo: "Espera hasta entonces.",
  }),
  OfferingLiquidityPending: ({ timestamp }, format) => ({
    what: `La liquidez todavía se puede bloquear hasta ${format.dateTime(whole(timestamp))}.`,
    todo: "Espera hasta entonces, o pulsa Bloquear la liquidez.",
  }),
  OfferingNoLocker: () => ({
    what: "En esta cadena no se puede bloquear liquidez.",
    todo: "Da su dinero a quienes canjean.",
  }),
  OfferingOtherTerms: () => ({
    what: "La cadena se reorganizó, y la oferta tiene ahora otras condiciones que las que viste.",
    todo: "Recarga la página y míralas.",
  }),
  AddressEmptyCode: () => ({ what: "No hay ningún contrato en una dirección.", todo: tryLater }),
  OfferingBadTerms: ({ rule }) => ({
    what: `Las condiciones de la oferta incumplen una regla: ${String(rule)}.`,
    todo: "Vuelve al paso de la oferta y cámbialo.",
  }),

  // Auction
  AuctionNoSuchTick: () => ({ what: "La subasta no tiene ese precio.", todo: "Elige uno de sus precios." }),
  AuctionTickLowered: () => ({
    what: "Una puja no puede pasar a un precio menor.",
    todo: "Mientras las pujas no obliguen, retírala entera y puja otra vez.",
  }),
  AuctionBudgetTooSmall: () => ({
    what: "Es más de lo que la cuenta puja.",
    todo: "Retira lo que pujó, o menos.",
  }),
  AuctionAlreadyCleared: () => ({ what: "El precio de la subasta ya se encontró.", todo: nothingMore }),

  // Revenue token
  RevenueShareNothingToClaim: () => ({
    what: "Todavía no hay ingresos que reclamar.",
    todo: "Los ingresos se pueden reclamar cuando termina el periodo en el que llegaron.",
  }),
  RevenueSharePeriodNotClosed: () => ({
    what: "Este periodo de ingresos no ha terminado.",
    todo: "Espera a su fin.",
  }),
  RevenueShareEtherNotTaken: () => ({
    what: "Llegó ether con un pago en otro activo.",
    todo: programmingError,
  }),
  RevenueSharePaymentFailed: () => ({
    what: "La cuenta que recibe rechazó el pago.",
    todo: "Si es un contrato, tiene que aceptar ether; los ingresos siguen siendo reclamables.",
  }),
  RevenueShareLaunchNotSucceeded: () => ({
    what: "La oferta no tuvo éxito, o aún no se ha finalizado.",
    todo: "Los ingresos empiezan después.",
  }),
  RevenueShareLaunchNotFailed: () => ({
    what: "La oferta no ha fallado.",
    todo: "Los depósitos solo vuelven al creador después de un fracaso.",
  }),
  RevenueShareAlreadyStarted: () => ({ what: "Los periodos de ingresos ya corren.", todo: nothingMore }),
  RevenueShareZeroAmount: () => ({ what: "El importe es cero.", todo: "Escribe un importe mayor que cero." }),
  RevenueShareNotInitialised: () => ({ what: "Este token nunca se preparó.", todo: programmingError }),
  RevenueShareBadTerms: ({ rule }) => ({
    what:
      rule === undefined
        ? "Las condiciones del token incumplen una regla."
        : `Las condiciones del token incumplen una regla: ${String(rule)}.`,
    todo: "Vuelve al paso del token y cámbialo.",
  }),
  RevenueShareZeroPayee: () => ({
    what: "El destinatario es la dirección cero.",
    todo: "Indica una cuenta a la que se pueda pagar.",
  }),
  RevenueShareAssetUnknown: () => ({ what: "El token no reparte este activo.", todo: tryLater }),
  RevenueShareAssetOverflow: () => ({
    what: "Entró más de este activo de lo que el token puede contar.",
    todo: "Deposita menos.",
  }),
  RevenueShareSignatureExpired: () => ({ what: "La firma venció.", todo: "Firma la reclamación otra vez." }),
  RevenueShareBadSignature: () => ({
    what: "La firma no es de la cuenta, o no es para esta reclamación.",
    todo: "Firma la reclamación otra vez con la cuenta dueña de los ingresos.",
  }),
  CheckpointUnorderedInsertion: () => ({
    what: "Los periodos del token están desordenados.",
    todo: programmingError,
  }),

  // Oracle
  OracleRequestState: ({ status }) => ({
    what: `La solicitud ${REQUEST_STATUSES[whole(status)] ?? "está en otro estado"}.`,
    todo: "Alguien puede haber sido más rápido; la página mostrará su estado en un momento.",
  }),
  OracleInputLength: ({ length, minimum, maximum }) => ({
    what: `La entrada tiene ${whole(length)} bytes; el modelo acepta de ${whole(minimum)} a ${whole(maximum)}.`,
    todo: "Da una entrada de esa longitud.",
  }),
  OracleBatchSize: ({ batchSize, maximum }) => ({
    what: `Un lote tiene de 1 a ${whole(maximum)} entradas; este tiene ${whole(batchSize)}.`,
    todo: "Pregunta en varios lotes.",
  }),
  OracleBatchInput: () => ({
    what: "Las entradas del lote no están codificadas como las acepta el contrato.",
    todo: programmingError,
  }),
  OracleOutputLength: ({ length, maximum }) => ({
    what: `La respuesta tiene ${whole(length)} bytes; se pueden publicar ${whole(maximum)} como máximo.`,
    todo: "Usa un modelo con una respuesta más corta, o pregunta por menos a la vez.",
  }),
  OracleCallbackGasLimit: () => ({
    what: "El gas para la llamada de vuelta está fuera de los límites.",
    todo: programmingError,
  }),
  OracleWindow: ({ minimum, maximum }, format) => ({
    what: "El tiempo que una respuesta queda abierta está fuera de los límites.",
    todo: `Elige de ${format.duration(whole(minimum))} a ${format.duration(whole(maximum))}.`,
  }),
  OracleTimeout: ({ minimum, maximum }, format) => ({
    what: "El tiempo para responder está fuera de los límites.",
    todo: `Elige de ${format.duration(whole(minimum))} a ${format.duration(whole(maximum))}.`,
  }),
  OracleBond: ({ requiredWei }, format) => ({
    what: "La fianza tiene un importe incorrecto.",
    todo: `Envía exactamente ${format.ether(wei(requiredWei))}.`,
  }),
  OracleBondTooLow: ({ leastWei }, format) => ({
    what: "La fianza de los operadores es demasiado baja.",
    todo: `Pide al menos ${format.ether(wei(leastWei))}.`,
  }),
  OracleDataAvailability: () => ({
    what: "La entrada y la salida de una solicitud solo pueden estar en los datos de la llamada.",
    todo: programmingError,
  }),
  OracleTooSoon: () => ({
    what: "La solicitud se hizo en este mismo bloque.",
    todo: "Envía la respuesta en el siguiente bloque.",
  }),
  OracleSeedForgotten: () => ({
    what: "La solicitud es tan antigua que la cadena olvidó su bloque, del que depende una respuesta.",
    todo: "Dala por vencida después de su fecha límite, para que se reembolse al solicitante.",
  }),
  OracleSeedOther: () => ({
    what: "La solicitud está en otro bloque que aquel para el que es la respuesta, así que la respuesta correcta es otra.",
    todo: "Calcula la respuesta de nuevo y publica esa.",
  }),
  OracleDeadlinePassed: ({ deadline }, format) => ({
    what: `La solicitud debía responderse antes de ${format.dateTime(whole(deadline))}.`,
    todo: "Dala por vencida, para que se reembolse al solicitante.",
  }),
  OracleTooEarly: ({ timestamp }, format) => ({
    what: "Es demasiado pronto para eso.",
    todo: `Espera hasta ${format.dateTime(whole(timestamp))}.`,
  }),
  OracleWindowOver: ({ windowEnd }, format) => ({
    what: `La respuesta se podía contradecir hasta ${format.dateTime(whole(windowEnd))}.`,
    todo: "Ahora solo se puede hacer definitiva.",
  }),
  OracleNothingToDeliver: () => ({ what: "No hay nada que entregar.", todo: nothingMore }),
  OracleOutputMismatch: () => ({ what: "Esta no es la salida que se respondió.", todo: tryLater }),
  OracleCallbackDataMismatch: () => ({ what: "Estos no son los datos de la solicitud.", todo: tryLater }),
  OracleGasTooLow: ({ required }, format) => ({
    what: "La transacción deja muy poco gas para la llamada de vuelta.",
    todo: `Sube su límite de gas al menos en ${format.count(wei(required))}.`,
  }),
  OracleNothingToWithdraw: () => ({
    what: "El oráculo no debe nada a esta cuenta.",
    todo: "Puede que ya se haya pagado; mira tu saldo.",
  }),
  OracleNothingToSettle: () => ({
    what: "Todos los ingresos de este modelo ya se entregaron.",
    todo: nothingMore,
  }),
  OracleRevenueWaits: () => ({
    what: "La oferta del modelo no está decidida, así que sus ingresos esperan.",
    todo: "Inténtalo otra vez cuando la oferta termine y se finalice.",
  }),
  OracleRouterAnswer: () => ({
    what: "El contrato que encamina los ingresos de este modelo no dio una respuesta útil.",
    todo: "Los ingresos se quedan donde están; pregunta al desarrollador del modelo.",
  }),
  OraclePaymentFailed: () => ({
    what: "La cuenta que recibe o el activo rechazó el pago.",
    todo: "Si es un contrato, tiene que aceptar el pago; el crédito se conserva.",
  }),
  OracleFeeNotReceived: () => ({
    what: "La tarifa no llegó completa.",
    todo: "Aprueba la tarifa al oráculo y ten suficiente de su activo. Uno que se queda con parte de las transferencias no se puede pagar.",
  }),
  OracleFeeReentered: () => ({
    what: "Un pago volvió a preguntar mientras se hacía.",
    todo: "Pregunta desde una cuenta sin ese mecanismo.",
  }),
  OracleCommitmentUnknown: () => ({
    what: "El compromiso nunca se hizo, o tiene más de 256 bloques.",
    todo: "Comprométete de nuevo; la respuesta publicada se mantiene.",
  }),
  OracleCommitmentTooLate: () => ({
    what: "El compromiso no es anterior a la respuesta o al compromiso de otro operador.",
    todo: "No se puede hacer nada; cuenta el más antiguo.",
  }),
  OracleParametersInvalid: () => ({
    what: "El oráculo se desplegó con parámetros no válidos.",
    todo: programmingError,
  }),

  // OpenZeppelin
  ReentrancyGuardReentrantCall: () => ({
    what: "Un contrato volvió a llamar en mitad de la transacción.",
    todo: programmingError,
  }),
  ERC20InsufficientBalance: () => ({
    what: "La cuenta tiene menos tokens que esos.",
    todo: "Escribe un importe menor.",
  }),
  ERC20InvalidSender: () => ({ what: "Los tokens no pueden venir de esta dirección.", todo: programmingError }),
  ERC20InvalidReceiver: () => ({
    what: "No se pueden enviar tokens a esta dirección.",
    todo: "Comprueba la dirección que recibe.",
  }),
  ERC20InsufficientAllowance: () => ({
    what: "La cuenta no permitió mover tantos tokens.",
    todo: "Aprueba antes el importe.",
  }),
  ERC20InvalidApprover: () => ({ what: "Esta dirección no puede aprobar.", todo: programmingError }),
  ERC20InvalidSpender: () => ({
    what: "Esta dirección no se puede aprobar.",
    todo: "Comprueba la dirección de quien gasta.",
  }),
  ERC2612ExpiredSignature: () => ({ what: "El permiso firmado venció.", todo: "Fírmalo otra vez." }),
  ERC2612InvalidSigner: () => ({
    what: "El permiso lo firmó otra cuenta.",
    todo: "Firma con la cuenta que tiene los tokens.",
  }),
  InvalidAccountNonce: () => ({ what: "El permiso firmado ya se usó.", todo: "Fírmalo otra vez." }),
  ECDSAInvalidSignature: () => ({ what: "La firma no es válida.", todo: "Firma otra vez." }),
  ECDSAInvalidSignatureLength: () => ({ what: "La firma no es válida.", todo: "Firma otra vez." }),
  ECDSAInvalidSignatureS: () => ({ what: "La firma no es válida.", todo: "Firma otra vez." }),
  InvalidInitialization: () => ({ what: "Este contrato ya estaba preparado.", todo: programmingError }),
  NotInitializing: () => ({ what: "Este contrato no se está preparando.", todo: programmingError }),
  FailedDeployment: () => ({ what: "No se pudo crear un contrato.", todo: tryLater }),
  CloneArgumentsTooLong: () => ({ what: "Un contrato nuevo recibió demasiados datos.", todo: programmingError }),
  Create2EmptyBytecode: () => ({ what: "No había código para un contrato nuevo.", todo: programmingError }),
  FailedCall: () => ({ what: "Falló una llamada a otro contrato.", todo: tryLater }),
  InsufficientBalance: () => ({ what: "El contrato tiene muy poco ether.", todo: programmingError }),
  SafeERC20FailedOperation: () => ({
    what: "El activo rechazó una transferencia.",
    todo: "Comprueba el activo; no se perdió nada.",
  }),
  SafeCastOverflowedUintDowncast: () => ({
    what: "Un importe es demasiado grande.",
    todo: "Escribe un importe menor.",
  }),
};

/** Reasons in plain text, as existing consumers of AI oracles know them. */
export function revertReasons(reason: string) {
  if (reason === "insufficient fee") return { what: "El pago es inferior al precio de la solicitud.", todo: tryLater };
  if (reason === "model does not exist") return { what: "No existe ese modelo.", todo: checkModel };
  return { what: `El contrato lo rechazó: ${reason}.`, todo: tryLater };
}

import type { models as Texts } from "../en/models.ts";

export const models: typeof Texts = {
  modelStatus: {
    unlaunched: "Sin oferta",
    scheduled: "Programada",
    open: "Abierta",
    succeeded: "Exitosa",
    live: "En marcha",
    failed: "Fallida",
  },

  models: {
    title: "Modelos a los que puedes preguntar y de los que puedes tener una parte",
    text: "Los desarrolladores ofrecen partes de los ingresos de sus modelos. Cada respuesta se paga en la cadena, y los tenedores reclaman lo que el modelo gana.",
    launchYours: "Lanzar un modelo",
    search: "Buscar",
    searchHint: "Nombre, desarrollador o id",
    status: "Estado",
    anyStatus: "Cualquier estado",
    sort: "Ordenar por",
    orders: {
      newest: "Más recientes",
      ending: "Terminan antes",
      raised: "Más comprometido",
      price: "Menor precio",
      revenue: "Más ingresos (30 días)",
    },
    count: (count, text) => (count === 1 ? "1 modelo" : `${text} modelos`),
    emptyTitle: "Todavía no hay ningún modelo registrado",
    emptyText: "El primero puede ser tuyo: registra un modelo y ofrece una parte de lo que gana.",
    noneFound: "Ningún modelo coincide con esta búsqueda",
    clearFilter: "Borrar la búsqueda",
    pricePerCall: "Precio por llamada",
    recentRevenue: "Últimos 30 días",
    askThis: (name) => `Preguntar a ${name}`,
    notLaunched: "Se le puede preguntar; no se ofrece ninguna parte de sus ingresos.",
  },

  model: {
    by: "de",
    developer: "dirección del desarrollador",
    id: "id del modelo",
    askThis: "Preguntar a este modelo",
    recentRequests: "Solicitudes recientes",
    noRequests: "Nadie ha preguntado todavía a este modelo.",
    beFirst: "Sé el primero",
  },

  package: {
    title: "El modelo, bit a bit",
    checked: "Comprobado con el registro",
    checking: "Descargando el paquete y comprobando cada byte",
    unavailable: "No se pudo mostrar el paquete",
    problem: (detail) => `${detail}. Aun así se puede preguntar al modelo; los operadores tienen su propia copia.`,
    noAddress:
      "Se registró sin la dirección de un paquete. Aun así se le puede preguntar, si algún operador tiene su paquete.",
    addressProblem: (protocol) =>
      `Un navegador no puede descargar de una dirección ${protocol}. Aun así se puede preguntar al modelo.`,
    mismatch: "Lo que hay en su dirección no es el modelo registrado. No se muestran su descripción ni sus etiquetas.",
    licence: (name) => `Licencia: ${name}`,
    parity: "Informe de paridad",
    samples: "Muestras reservadas",
    integerTop1: "Acierto en la cadena (enteros)",
    floatTop1: "Acierto del original (coma flotante)",
    agreement: "Misma respuesta que el original",
    maxDifference: "Mayor diferencia de una puntuación",
    meanDifference: "Diferencia media de un valor",
    integerPerplexity: "Perplejidad en la cadena (enteros)",
    floatPerplexity: "Perplejidad del original (coma flotante)",
    parityNote:
      "Lo hizo el desarrollador al compilar el modelo; el hash del paquete lo cubre, pero su veracidad es la palabra del desarrollador.",
    modelHash: "Hash del modelo",
    programRoot: "Raíz del programa",
    weightsRoot: "Raíz de los pesos",
    address: "Dirección del paquete",
  },

  creator: {
    title: "Lo que el creador puede y no puede hacer",
    can: "Puede",
    cannot: "No puede",
    canShared: [
      "Recibir lo recaudado, salvo su parte bloqueada, cuando la oferta haya tenido éxito",
      "Lanzar otra vez, si la oferta falla",
    ],
    canAlone: ["Recibir todos los ingresos del modelo: van al desarrollador, no a un token"],
    canAlways: ["Tener y vender tokens propios", "Registrar otra versión como otro modelo"],
    cannotAlways: [
      "Cambiar el modelo, su precio o su parte de los ingresos",
      "Acuñar tokens, pausarlos o congelar una cuenta",
      "Tomar los compromisos antes del éxito o después del fracaso",
      "Retirar el modelo o impedir que se le pregunte",
    ],
  },

  risks: {
    title: "Riesgos",
    items: [
      {
        title: "Una respuesta errónea queda en pie si nadie la revisa",
        text: "Los contratos solo revocan una respuesta errónea si alguien con el paquete del modelo la contradice, con una fianza, antes de que termine su plazo. Nadie está obligado a hacerlo.",
      },
      {
        title: "Nadie promete ingresos",
        text: "Un modelo solo gana cuando se le pregunta. Un token puede no ganar nada y no valer nada.",
      },
      {
        title: "El desarrollador puede vender",
        text: "Los tokens del propio desarrollador no quedan bloqueados después de la oferta.",
      },
      {
        title: "El desarrollador puede volver a listar el modelo",
        text: "El mismo programa puede registrarse de nuevo, con otro precio, y ganar allí en vez de aquí.",
      },
      {
        title: "Código joven",
        text: "Nadie ajeno ha auditado los contratos. Nadie puede pausarlos ni repararlos, tampoco nosotros.",
      },
    ],
  },
};

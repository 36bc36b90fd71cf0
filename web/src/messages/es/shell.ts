import type { shell as Texts } from "../en/shell.ts";

export const shell: typeof Texts = {
  common: {
    done: "Hecho",
    loading: "Cargando",
    readFailed: "No se pudo leer esto de la cadena.",
    retry: "Reintentar",
    close: "Cerrar",
    cancel: "Cancelar",
    you: "tú",
    copy: (what) => `Copiar ${what}`,
    copied: (what) => `Copiado: ${what}`,
    badAmount: "Escribe un número, con coma para los decimales.",
    assetUnits: (amount, asset) => `${amount} unidades de ${asset}`,
  },

  boot: {
    settingsTitle: "La aplicación no está configurada",
    settingsText:
      "El servidor tiene que responder a /config.json con la cadena y la dirección de su RPC. Pregunta a quien administra este sitio.",
    wrongChainTitle: "El RPC sirve otra cadena",
    wrongChainText: (expected, found) =>
      `Esta aplicación está configurada para la cadena ${expected}, pero su RPC responde por la cadena ${found}. Hasta que se corrija no se puede mostrar nada con seguridad.`,
    noContractTitle: "OpenIMO no está en esta cadena",
    noContractText: (chain) =>
      `No hay ningún contrato en la dirección esperada de ${chain}. En una cadena local, despliega primero (npm start lo hace); si no, el despliegue y el RPC no se corresponden.`,
  },

  banner: {
    rpcDown: "La cadena no responde.",
    rpcDownText: (chain) =>
      `Lo que ves puede estar desactualizado; la página sigue intentando comunicarse con ${chain}.`,
    lastBlock: (block) => `Último bloque visto: ${block}.`,
    wrongNetwork: "Tu cartera está en otra red.",
    wrongNetworkText: (chain) => `Leer funciona; para firmar, cámbiala a ${chain}.`,
    switchNetwork: (chain) => `Cambiar a ${chain}`,
  },

  nav: {
    label: "Principal",
    skip: "Saltar al contenido",
    models: "Modelos",
    launch: "Lanzar",
    ask: "Preguntar",
    requests: "Solicitudes",
    portfolio: "Cartera",
    gallery: "Galería",
    operators: "Operadores",
    more: "Explorar",
  },

  footer: {
    language: "Idioma",
    promise: "Sin dueño, sin pausa, sin actualización: lo que ves se lee de la cadena.",
    block: (block) => `bloque ${block}`,
  },

  theme: {
    system: "del sistema",
    light: "claro",
    dark: "oscuro",
    change: (now, next) => `Tema: ${now}. Cambiar a ${next}`,
  },

  wallet: {
    connect: "Conectar cartera",
    choose: "Conectar una cartera",
    none: "No se encontró ninguna cartera en este navegador. Instala una y recarga la página.",
    appKit: "Más carteras (Reown AppKit)",
    needed: "Conecta una cartera para continuar",
    development: "Cartera de desarrollo (solo en la cadena local)",
    developmentText: "Claves de prueba conocidas que firman sin preguntar. No valen nada en ninguna otra cadena.",
    roles: {
      developer: "Desarrollador",
      requester: "Solicitante",
      investorA: "Inversor A",
      investorB: "Inversor B",
      investorC: "Inversor C",
      spare: "Cuenta de reserva",
    },
    account: (who) => `Cuenta: ${who}`,
    copyAddress: "Copiar dirección",
    disconnect: "Desconectar",
  },

  localChain: {
    title: "Cadena local",
    text: "Una herramienta de la cadena de desarrollo: su reloj puede saltar.",
    time: (time) => `Hora de la cadena: ${time}`,
    hour: "Avanzar 1 hora",
    day: "Avanzar 1 día",
    toEnd: "Avanzar al final de la oferta",
  },

  notFound: {
    title: "No hay nada en esta dirección",
    text: "El enlace puede ser antiguo o estar mal escrito.",
    home: "Ir a los modelos",
  },
};

import type { duel as Texts } from "../en/duel.ts";

export const duel: typeof Texts = {
  duel: {
    title: "Disputa",
    contradictTitle: "Contradecir esta respuesta",
    contradictText:
      "Afirmas lo que calculó este navegador y lo defiendes jugada a jugada, hasta unas quince firmas. Un contrato encuentra el primer " +
      "número en el que difieren los dos cálculos, lo calcula y así decide. Si tienes razón, la respuesta pasa a ser la tuya.",
    stake: "Arriesgas",
    staked: "Tu fianza en juego",
    gain: "Si ganas, la recuperas y recibes hasta",
    timeLeft: "Tiempo restante",
    risk: "La fianza se pierde si tu respuesta es errónea o si dejas pasar un turno: vuelve a esta página antes de que termine el tiempo de cada uno.",
    compute: "Preparar la contradicción",
    tracing: (megabytes) => `Calculando y guardando cada paso: unos ${megabytes} MB de memoria`,
    cannotCompute: "Esto no se puede calcular aquí.",
    runsDisagree:
      "Dos ejecuciones en este navegador dieron respuestas distintas. No se puede decir nada de esta; no deposites una fianza.",
    commitText:
      "Primero firma que tienes una afirmación, sin mostrarla. Así, quien la copie antes de que esté en un bloque no se lleva tu parte.",
    contradictNow: "Ahora muestra tu respuesta y deposita la fianza.",
    commitClaim: "Comprometer mi respuesta",
    contradict: "Contradecir",
    takeSide: "Jugar desde este navegador",
    takeSideText:
      "Para jugar, o para seguir tras recargar, este navegador vuelve a calcular la respuesta correcta con cada paso. Todo lo demás está en la cadena.",
    reading: "Leyendo lo que dice ahora la cadena…",
    gas: "Gas, aproximadamente",
    duels: "Duelos",
    number: (number) => `Duelo ${number}`,
    turns: "Turnos jugados",
    where: "La primera diferencia está en",
    mover: "Debe actuar",
    you: "Tú",
    over: "Nadie: terminó",
    clock: "Tiempo restante del turno",
    shape: "donde un cálculo terminó y el otro no",
    entries: {
      items: (first, last) => (first === last ? `elemento ${first}` : `elementos ${first} a ${last}`),
      steps: (first, last) => (first === last ? `paso ${first}` : `pasos ${first} a ${last}`),
      instructions: (first, last) => (first === last ? `instrucción ${first}` : `instrucciones ${first} a ${last}`),
      leaves: (first, last) => (first === last ? `bloque ${first}` : `bloques ${first} a ${last}`),
    },
    inInstruction: (number, operation, entries) =>
      operation === "" ? `instrucción ${number}, ${entries}` : `instrucción ${number} (${operation}), ${entries}`,
    steps: {
      silence: "Dar por caída la afirmación del operador",
      claim: "Afirmar mi respuesta",
      commitTrace: "Comprometer mi cálculo",
      openDuel: "Abrir el duelo",
      move: "Hacer la siguiente jugada",
      prove: "Probar el fallo",
      timeout: "Declarar el fin del tiempo",
      conclude: "Tomar el veredicto del tribunal",
      settle: "Repartir una fianza perdida",
    },
    stepTexts: {
      silence: "El operador no mostró a tiempo cómo calculó su respuesta, así que su afirmación cae.",
      claim: "Ninguna afirmación de tu respuesta sigue en pie. Depositas una fianza por ella.",
      commitTrace: "Respondiste primero. Muestras la raíz de tu cálculo y la primera jugada contra la otra afirmación.",
      openDuel: "Muestras la primera parte en la que tu cálculo difiere del de la otra afirmación.",
      move: "Muestras dónde empieza a diferir de la tuya la última parte del otro lado, y tu propia parte por debajo.",
      prove: "Un contrato calcula el único número que queda. El otro lado cae si era erróneo.",
      timeout: "Se acabó el tiempo del otro lado. Quien lo declara elimina su afirmación.",
      conclude: "Queda una afirmación, o ninguna. El oráculo toma el veredicto y la respuesta correcta es definitiva.",
      settle: "Una parte se quema; el resto paga las jugadas y va al ganador y al solicitante.",
    },
    copied:
      "Alguien copió tu afirmación. Tu compromiso es más antiguo: afírmala otra vez y será tuya; la fianza de la copia se devuelve.",
    waitRival: "Es el turno del otro lado. Ahora no hay nada que firmar.",
    waitClaims: "Ahora no hay nada que firmar.",
    claimsUntil: "Se pueden afirmar otras respuestas durante",
    lost: "Tu respuesta ya no se puede defender en este caso.",
    settled: "Está decidido y todas las fianzas están repartidas.",
    owed: "El tribunal te debe",
    withdrawCredit: "Retirar del tribunal",
  },
};

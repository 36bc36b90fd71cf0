/** What runs a script where a text is taken for markup, an attribute, an address or a style. `RUN` stands for the script. */
const VECTORS = [
  "<script>RUN</script>",
  "<img src=x onerror=RUN>",
  "<svg onload=RUN>",
  "<svg><script>RUN</script></svg>",
  "<iframe srcdoc='<script>parent.RUN</script>'>",
  "<iframe src='javascript:RUN'>",
  "<a href='javascript:RUN' autofocus onfocus=RUN>x</a>",
  "<body onload=RUN>",
  "<details open ontoggle=RUN>x</details>",
  "<video><source onerror=RUN></video>",
  "<math><mtext><img src=x onerror=RUN></mtext></math>",
  "<style>@import 'data:text/css,*{background:url(x)}'</style>",
  "<form><button formaction='javascript:RUN'>x</button></form>",
  "<object data='javascript:RUN'></object>",
  "<input autofocus onfocus=RUN>",
  "<template><img src=x onerror=RUN></template>",
  "<meta http-equiv=refresh content='0;url=javascript:RUN'>",
  "<base href='https://example.invalid/'>",
  "<link rel=stylesheet href='data:text/css,*{display:none}'>",
  "javascript:RUN",
  "data:text/html,<script>RUN</script>",
  "{{constructor.constructor('RUN')()}}",
  `\${RUN}`,
  "expression(RUN)",
  "__proto__",
] as const;

/** What tells the page that a script of a text has run. In small letters, since some models read only those. */
export const HOSTILE_CALL = "hostileran()";

/** Where a text would break out of what it is put into. */
const WRAPPERS: readonly ((vector: string) => string)[] = [
  (vector) => vector,
  (vector) => `">${vector}`,
  (vector) => `'>${vector}`,
  (vector) => `</textarea></title>${vector}`,
  (vector) => `--></script>${vector}`,
  (vector) => `\u202e${vector}\u2028`,
  (vector) => vector.replaceAll("<", "&lt;").replaceAll(">", "&gt;"),
  (vector) => vector.toUpperCase().replaceAll("RUN", HOSTILE_CALL),
];

/** 200 texts, no two alike, each of which runs a script where it isn't taken for a text. */
export const hostileTexts: readonly string[] = WRAPPERS.flatMap((wrap) =>
  VECTORS.map((vector) => wrap(vector).replaceAll("RUN", HOSTILE_CALL)),
).map((text, i) => `${i} ${text}`);

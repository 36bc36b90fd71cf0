// Plain JavaScript in old syntax, so that any Node can read it and say what is wrong.
var major = Number(process.versions.node.split(".")[0]);
if (major < 20) {
  console.error("OpenIMO needs Node 20 or newer; this is " + process.version + ". Get it from https://nodejs.org.");
  process.exit(1);
}
import("tsx/esm/api").then(
  function (tsx) {
    tsx.register();
    return import("./local/start.ts");
  },
  function () {
    console.error("The dependencies are not installed. Run: npm ci");
    process.exit(1);
  },
);

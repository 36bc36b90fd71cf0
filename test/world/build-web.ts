/** Builds the web app unless it is newer than everything it is made from, as whoever installs it would: outside of any test. */
import { buildWeb } from "@openimo/web/serve";

await buildWeb();

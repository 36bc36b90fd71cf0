/// <reference types="vite/client" />

/** pngjs's own build for browsers, which its types leave out. */
declare module "pngjs/browser.js" {
  export { PNG } from "pngjs";
}

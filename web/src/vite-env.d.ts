/// <reference types="vite/client" />

/** pngjs's own build for browsers, which its types leave out. */
declare module "pngjs/browser.js" {
  export { PNG } from "pngjs";
}

/** Of the File System Access API, which not every browser has. */
interface Window {
  showDirectoryPicker(options: { readonly mode: "readwrite" }): Promise<FileSystemDirectoryHandle>;
}

/** Holds the lock of a folder until it is killed; says so, or why not, in one line. */
import { lockFolder } from "../../oracle/src/store/folder-lock.ts";

lockFolder(process.argv[2]).then(
  () => {
    console.log("locked");
    setInterval(() => {}, 60_000);
  },
  (error: Error) => console.log(error.message),
);

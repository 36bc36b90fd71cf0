/** The node is run as a program, `oracle/bin/openimo.js`; no other workspace calls into it. */
export {};

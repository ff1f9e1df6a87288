/** The compiler's public face: text and a library in, IR, hash and diagnostics out. */
export { type Compiled, compile, isError } from "./pipeline.js";
export { EMPTY_LIBRARY, type Library } from "./resolve/library.js";

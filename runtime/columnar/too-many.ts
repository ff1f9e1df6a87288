/** More rows would have to be made into objects than whoever asks allows. */
export class TooManyRows extends Error {
  override readonly name = "TooManyRows";
}

/** The result of `work`, worked out when it is first asked for and kept. */
export function once<T>(work: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => {
    made ??= { value: work() };
    return made.value;
  };
}

type Method = (...args: never[]) => Promise<unknown>;

/** A method of a part that is fetched when the first of its methods is called. */
export function late<Part extends { readonly [N in Name]: Method }, Name extends string>(
  part: () => Promise<Part>,
  name: Name,
): (...args: Parameters<Part[Name]>) => ReturnType<Part[Name]> {
  const call = async (...args: Parameters<Part[Name]>) => (await part())[name](...args);
  return call as (...args: Parameters<Part[Name]>) => ReturnType<Part[Name]>;
}

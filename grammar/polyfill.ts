/** Chevrotain checks its grammar with `Object.groupBy`, which Node 20 does not have. Import this before the parser. */
if (typeof Object.groupBy !== "function") {
  const groupBy = <T, K extends PropertyKey>(items: Iterable<T>, keyOf: (item: T, index: number) => K) => {
    const groups = Object.create(null) as Record<K, T[]>;
    let index = 0;
    for (const item of items) {
      const key = keyOf(item, index);
      groups[key] ??= [];
      groups[key].push(item);
      index += 1;
    }
    return groups;
  };
  Object.defineProperty(Object, "groupBy", { value: groupBy, configurable: true, writable: true });
}

export {};

/** A number of bytes for people: `640 KB`, `12.3 MB`. Cut upwards: a file never seems smaller than it is. */
export function size(bytes: number): string {
  if (bytes < 1_000_000) return `${Math.max(1, Math.ceil(bytes / 1_000))} KB`;
  const tenths = Math.ceil(bytes / 100_000);
  return `${Math.floor(tenths / 10)}.${tenths % 10} MB`;
}

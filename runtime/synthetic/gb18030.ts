/**
 * Text → GB18030, for the characters that take two bytes there (GBK) and ASCII: all that rosters are written in. Platforms
 * decode this encoding but do not encode it, so the table is turned round once.
 */
let table: ReadonlyMap<string, readonly [number, number]> | null = null;

function turnedRound(): ReadonlyMap<string, readonly [number, number]> {
  const decoder = new TextDecoder("gb18030");
  const codes = new Map<string, readonly [number, number]>();
  for (let lead = 0x81; lead <= 0xfe; lead += 1) {
    for (let trail = 0x40; trail <= 0xfe; trail += 1) {
      if (trail === 0x7f) continue;
      const character = decoder.decode(Uint8Array.of(lead, trail));
      if ([...character].length === 1 && character !== "\uFFFD" && !codes.has(character)) {
        codes.set(character, [lead, trail]);
      }
    }
  }
  return codes;
}

/** Throws RangeError for a character that GBK does not have. */
export function gb18030(text: string): Uint8Array {
  table ??= turnedRound();
  const bytes: number[] = [];
  for (const character of text) {
    const code = character.codePointAt(0) as number;
    const pair = code < 0x80 ? [code] : table.get(character);
    if (!pair) throw new RangeError(`no GBK code for ${character}`);
    bytes.push(...pair);
  }
  return Uint8Array.from(bytes);
}

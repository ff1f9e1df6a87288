/**
 * Texts → the places of what they name, in little room: only hashes and places are kept. The texts themselves stand where they
 * stood, and whoever looks one up compares.
 */

export interface Places {
  /** Open addressing, two numbers for each slot: a hash, and a place + 1, 0 where nothing is. */
  slots: Int32Array;
  count: number;
}

export function noPlaces(): Places {
  return { slots: new Int32Array(2 * 16), count: 0 };
}

/** Of a text, beside a number that tells equal texts apart. */
export function hashOf(text: string, beside = 0): number {
  let h = Math.imul(beside ^ 0x9e3779b1, 0x85ebca6b);
  for (let i = 0; i < text.length; i += 1) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  h ^= h >>> 15;
  h = Math.imul(h, 0xc2b2ae35 | 0);
  return h ^ (h >>> 13);
}

/** Of several places that fit, the first that was added; -1: none. */
export function placeOf({ slots }: Places, hash: number, fits: (place: number) => boolean): number {
  const { length } = slots;
  for (let slot = (hash & (length / 2 - 1)) * 2; ; slot = slot + 2 === length ? 0 : slot + 2) {
    const place = (slots[slot + 1] as number) - 1;
    if (place < 0) return -1;
    if (slots[slot] === hash && fits(place)) return place;
  }
}

/** The only place that fits; -1: none, or several. */
export function onlyPlaceOf({ slots }: Places, hash: number, fits: (place: number) => boolean): number {
  const { length } = slots;
  let found = -1;
  for (let slot = (hash & (length / 2 - 1)) * 2; ; slot = slot + 2 === length ? 0 : slot + 2) {
    const place = (slots[slot + 1] as number) - 1;
    if (place < 0) return found;
    if (slots[slot] !== hash || !fits(place)) continue;
    if (found >= 0) return -1;
    found = place;
  }
}

export function addPlace(places: Places, hash: number, place: number): void {
  places.count += 1;
  // Two slots in three are taken at most.
  if (places.count * 3 > places.slots.length) grow(places);
  put(places.slots, hash, place + 1);
}

/** Makes room for so many in all. */
export function roomFor(places: Places, count: number): void {
  while (count * 3 > places.slots.length) grow(places);
}

function put(slots: Int32Array, hash: number, content: number): void {
  const { length } = slots;
  let slot = (hash & (length / 2 - 1)) * 2;
  while (slots[slot + 1] !== 0) slot = slot + 2 === length ? 0 : slot + 2;
  slots[slot] = hash;
  slots[slot + 1] = content;
}

function grow(places: Places): void {
  const before = places.slots;
  places.slots = new Int32Array(before.length * 2);
  // From the place behind a free one on, so that of equal hashes those that came first stay first.
  let begin = 0;
  while (before[begin + 1] !== 0) begin += 2;
  for (let i = 0; i < before.length; i += 2) {
    const at = (begin + i) % before.length;
    if (before[at + 1] !== 0) put(places.slots, before[at] as number, before[at + 1] as number);
  }
}

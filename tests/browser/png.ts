/** Pictures of the page made small: few colours, chosen by how often they occur, as a PNG with a palette. */
import { crc32, deflateSync, inflateSync } from "node:zlib";

export interface Picture {
  readonly width: number;
  readonly height: number;
  /** Red, green and blue of each pixel as one number, row by row. */
  readonly pixels: Uint32Array;
}

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** Reads a PNG as browsers write pictures of a page: eight bits a channel, not interlaced. Throws TypeError for others. */
export function readPng(png: Buffer): Picture {
  if (!png.subarray(0, 8).equals(SIGNATURE)) throw new TypeError("no PNG");
  const parts: Buffer[] = [];
  let [width, height, channels] = [0, 0, 0];
  for (let at = 8; at < png.length; ) {
    const size = png.readUInt32BE(at);
    const kind = png.toString("latin1", at + 4, at + 8);
    const data = png.subarray(at + 8, at + 8 + size);
    if (kind === "IHDR") {
      [width, height] = [data.readUInt32BE(0), data.readUInt32BE(4)];
      const [bits, colour, interlaced] = [data[8], data[9], data[12]];
      channels = colour === 2 ? 3 : colour === 6 ? 4 : 0;
      if (bits !== 8 || channels === 0 || interlaced !== 0) throw new TypeError("a PNG of another form");
    }
    if (kind === "IDAT") parts.push(data);
    at += size + 12;
  }
  const raw = unfiltered(inflateSync(Buffer.concat(parts)), width * channels, height, channels);
  const pixels = new Uint32Array(width * height);
  for (let i = 0; i < pixels.length; i += 1) {
    const at = i * channels;
    pixels[i] = ((raw[at] as number) << 16) | ((raw[at + 1] as number) << 8) | (raw[at + 2] as number);
  }
  return { width, height, pixels };
}

/** Each line is written as its difference from what stands beside or above it. */
function unfiltered(lines: Buffer, length: number, height: number, channels: number): Uint8Array {
  const out = new Uint8Array(length * height);
  for (let y = 0; y < height; y += 1) {
    const filter = lines[y * (length + 1)];
    for (let x = 0; x < length; x += 1) {
      const at = y * length + x;
      const left = x < channels ? 0 : (out[at - channels] as number);
      const above = y === 0 ? 0 : (out[at - length] as number);
      const corner = x < channels || y === 0 ? 0 : (out[at - length - channels] as number);
      const from =
        filter === 1
          ? left
          : filter === 2
            ? above
            : filter === 3
              ? (left + above) >> 1
              : filter === 4
                ? nearest(left, above, corner)
                : 0;
      out[at] = (lines[y * (length + 1) + 1 + x] as number) + from;
    }
  }
  return out;
}

function nearest(left: number, above: number, corner: number): number {
  const guess = left + above - corner;
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - above), Math.abs(guess - corner)];
  return a <= b && a <= c ? left : b <= c ? above : corner;
}

/** The same picture in at most `most` (256) colours: those that occur most and differ; the others are the nearest of these. */
export function writeSmallPng({ width, height, pixels }: Picture, most: number): Buffer {
  const counts = new Map<number, number>();
  for (const colour of pixels) counts.set(colour, (counts.get(colour) ?? 0) + 1);
  const palette = chosen(counts, most);
  const places = new Map<number, number>();
  for (const colour of counts.keys()) places.set(colour, nearestIn(palette, colour));
  const lines = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      lines[y * (width + 1) + 1 + x] = places.get(pixels[y * width + x] as number) as number;
    }
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 3, 0, 0, 0], 8);
  const colours = Buffer.from(palette.flatMap((c) => [c >> 16, (c >> 8) & 255, c & 255]));
  return Buffer.concat([
    SIGNATURE,
    part("IHDR", head),
    part("PLTE", colours),
    part("IDAT", deflateSync(lines, { level: 9, memLevel: 9 })),
    part("IEND", Buffer.alloc(0)),
  ]);
}

function part(kind: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(kind, "latin1"), data]);
  const out = Buffer.alloc(named.length + 8);
  out.writeUInt32BE(data.length, 0);
  out.set(named, 4);
  out.writeUInt32BE(crc32(named), named.length + 4);
  return out;
}

/** Squares of distances below which two colours are taken for one: the first that leaves no more than are wanted. */
const APART = [0, 48, 100, 200, 400, 800, 1600, 3200];

function chosen(counts: ReadonlyMap<number, number>, most: number): number[] {
  const often = [...counts].sort((a, b) => b[1] - a[1]).map(([colour]) => colour);
  for (const apart of APART) {
    const palette: number[] = [];
    for (const colour of often) {
      if (palette.every((c) => distance(c, colour) > apart)) palette.push(colour);
      if (palette.length > most) break;
    }
    if (palette.length <= most) return palette;
  }
  return often.slice(0, most);
}

function distance(a: number, b: number): number {
  const [red, green, blue] = [(a >> 16) - (b >> 16), ((a >> 8) & 255) - ((b >> 8) & 255), (a & 255) - (b & 255)];
  return red * red + green * green + blue * blue;
}

function nearestIn(palette: readonly number[], colour: number): number {
  let best = 0;
  for (let i = 1; i < palette.length; i += 1) {
    if (distance(palette[i] as number, colour) < distance(palette[best] as number, colour)) best = i;
  }
  return best;
}

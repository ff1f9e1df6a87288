/** Pictures made small: read again, they are what they were as far as their colours allow. */
import { describe, expect, it } from "vitest";
import { launch } from "./launch.js";
import { type Picture, readPng, writeSmallPng } from "./png.js";

const WHITE = 0xffffff;
const BLUE = 0x1f5fa8;

/** Two colours in large areas, and a column of greys between them. */
function picture(): Picture {
  const [width, height] = [120, 60];
  const pixels = new Uint32Array(width * height).map((_, i) => {
    const x = i % width;
    return x < 60 ? WHITE : x > 60 ? BLUE : ((200 + Math.floor(i / width / 30)) << 16) | 0xc8c8;
  });
  return { width, height, pixels };
}

describe("small pictures", () => {
  it("are read by a browser as they were written, with the colours that occur most", async () => {
    const { browser, close } = await launch();
    try {
      const made = picture();
      const page = await browser.newPage({ viewport: { width: made.width, height: made.height } });
      const show = async (most: number) => {
        const url = `data:image/png;base64,${writeSmallPng(made, most).toString("base64")}`;
        await page.setContent(`<style>body{margin:0}img{display:block}</style><img src="${url}">`);
        await page.locator("img").evaluate("(image) => image.decode()");
        return readPng(await page.screenshot());
      };
      expect(await show(16)).toEqual(made);
      const two = await show(2);
      expect(new Set(two.pixels)).toEqual(new Set([WHITE, BLUE]));
      for (const x of [0, 59, 61, 119]) expect(two.pixels[x]).toBe(made.pixels[x]);
    } finally {
      await close();
    }
  });

  it("refuse what is no such picture", () => {
    expect(() => readPng(Buffer.from("GIF89a"))).toThrow(TypeError);
    expect(() => readPng(writeSmallPng(picture(), 4))).toThrow(TypeError);
  });
});

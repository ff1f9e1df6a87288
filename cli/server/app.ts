/** The pages as a function from request to response; no port, no process. */
import { Hono } from "hono";
import type { Language } from "../io/console.js";
import { page, STYLE } from "./page.js";
import type { Sample } from "./sample.js";

const HEADERS: Readonly<Record<string, string>> = {
  "Content-Security-Policy":
    "default-src 'self'; script-src 'none'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  "X-Content-Type-Options": "nosniff",
  "X-Frame-Options": "DENY",
  "Referrer-Policy": "no-referrer",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
  "Cache-Control": "no-store",
};

/** Names by which this machine calls itself. Any other means that a page elsewhere had its name point here. */
const OWN_NAMES = new Set(["127.0.0.1", "localhost", "[::1]"]);

export function app(samples: readonly [Sample, ...Sample[]]): Hono {
  const hono = new Hono();
  hono.use(async (c, next) => {
    const { hostname } = new URL(c.req.url);
    if (!OWN_NAMES.has(hostname)) {
      c.res = new Response("Forbidden\n", { status: 403 });
    } else {
      await next();
    }
    for (const [name, value] of Object.entries(HEADERS)) c.res.headers.set(name, value);
  });
  hono.get("/", (c) => {
    const asked = c.req.query("policy");
    const found = asked === undefined ? samples[0] : samples.find((s) => s.id === asked);
    if (!found) return c.notFound();
    return c.html(page(found, samples, languageOf(c.req.query("lang"), c.req.header("accept-language"))));
  });
  hono.get("/style.css", (c) => c.body(STYLE, 200, { "Content-Type": "text/css; charset=utf-8" }));
  hono.notFound((c) => c.text("Not found / 没有这个页面\n", 404));
  return hono;
}

function languageOf(asked: string | undefined, accepted: string | undefined): Language {
  if (asked === "zh" || asked === "en") return asked;
  return /^\s*en\b/i.test(accepted ?? "") ? "en" : "zh";
}

/** The editor's build as a function from request to response; no port, no process, and no path that is not in the build. */
import { Hono } from "hono";
import type { Build } from "./files.js";

const HEADERS: Readonly<Record<string, string>> = {
  "Content-Security-Policy": [
    "default-src 'self'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "connect-src 'self'",
    // The components and the text editor set styles as they go.
    "style-src 'self' 'unsafe-inline'",
    "worker-src 'self' blob:",
    "img-src 'self' data:",
    "font-src 'self' data:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; "),
  "X-Content-Type-Options": "nosniff",
  "X-Frame-Options": "DENY",
  "Referrer-Policy": "no-referrer",
  // Both together let the page share memory between its workers.
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
};

/** Names by which this machine calls itself. Any other means that a page elsewhere had its name point here. */
const OWN_NAMES = new Set(["127.0.0.1", "localhost", "[::1]"]);

/** Files whose names hold a hash of what is in them never change under that name. */
const HASHED = /^\/assets\/.*-[\w-]{8}\.\w+$/;

export function app(build: Build): Hono {
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
  hono.get("*", (c) => {
    const path = c.req.path === "/" ? "/index.html" : c.req.path;
    const file = build.get(path);
    if (!file) return c.notFound();
    return c.body(file.bytes, 200, {
      "Content-Type": file.type,
      "Cache-Control": HASHED.test(path) ? "public, max-age=31536000, immutable" : "no-store",
    });
  });
  hono.notFound((c) => c.text("Not found / 没有这个页面\n", 404));
  return hono;
}

import { createRoot } from "react-dom/client";
import { App } from "./App.js";
import { preload } from "./store/preload.js";
import { start } from "./store/start.js";
import "./ui/styles.css";
import "./views/views.css";

const root = document.getElementById("root");
if (!root) throw new Error("the page has no root");
start();
createRoot(root).render(<App />);
// After the first screen has been drawn.
requestAnimationFrame(() => setTimeout(() => void preload()));

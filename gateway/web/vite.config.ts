import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

// While developing, the product runs on its own port; the page asks it through this server.
const product = "http://localhost:8080";

export default defineConfig({
  plugins: [react()],
  build: { outDir: "../Gateway/wwwroot", emptyOutDir: true, assetsInlineLimit: 0 },
  server: {
    proxy: {
      "/api": { target: product, headers: { origin: product } },
      "/ws": { target: product, ws: true, headers: { origin: product } },
    },
  },
});

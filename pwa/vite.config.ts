import react from '@vitejs/plugin-react'
import type { Plugin } from 'vite'
import { defineConfig } from 'vitest/config'
import { VitePWA } from 'vite-plugin-pwa'

// What the service worker must never answer itself: questions, tiles and what machines read.
const NOT_THE_APP = [/^\/v1\//, /^\/ogc\//, /^\/tegels\//, /^\/health/, /^\/metrics/, /^\/catalogus/]
// Largest file that is kept on the phone for use without network: the map library, in bytes.
const KEPT_FILE_BYTES_MAX = 4_000_000

/** The typeface comes with the first request instead of after the styles, so that text is right from the start. */
const preloadFont = (): Plugin => ({
  name: 'preload-font',
  transformIndexHtml: {
    order: 'post',
    handler: (_html, { bundle }) => Object.keys(bundle ?? {}).filter((name) => name.endsWith('.woff2')).map((name) => ({
      tag: 'link', injectTo: 'head-prepend', attrs: { rel: 'preload', as: 'font', type: 'font/woff2', href: `/${name}`, crossorigin: true },
    })),
  },
})

/** The app comes beside the few lines that start the engine, and not after them. */
const preloadScreen = (): Plugin => ({
  name: 'preload-screen',
  transformIndexHtml: {
    order: 'post',
    handler: (_html, { bundle }) => {
      const chunks = Object.values(bundle ?? {}).filter((one) => one.type === 'chunk')
      const entry = chunks.find((one) => one.isEntry)
      const named = new Set(chunks.filter((one) => one.facadeModuleId?.endsWith('/src/screen.tsx')).map((one) => one.fileName))
      // what a chunk imports is added while the set is walked
      for (const name of named) chunks.find((one) => one.fileName === name)?.imports.forEach((more) => named.add(more))
      return [...named].filter((name) => name !== entry?.fileName && !entry?.imports.includes(name)).map((name) => ({
        tag: 'link', injectTo: 'head', attrs: { rel: 'modulepreload', crossorigin: true, href: `/${name}` },
      }))
    },
  },
})

export default defineConfig({
  plugins: [
    react(),
    preloadFont(),
    preloadScreen(),
    VitePWA({
      registerType: 'prompt',
      injectRegister: null,
      // the manifest and icons stand in public/
      manifest: false,
      workbox: {
        globPatterns: ['**/*.{js,mjs,css,html,woff2,wasm,svg,webmanifest}', 'icon-192.png'],
        // the law comes when someone asks it, or with an area pack (src/ask/law.ts)
        globIgnores: ['**/schouw_law*.wasm'],
        maximumFileSizeToCacheInBytes: KEPT_FILE_BYTES_MAX,
        navigateFallback: '/index.html',
        navigateFallbackDenylist: NOT_THE_APP,
        cleanupOutdatedCaches: true,
        // no runtime caching: a question holds a position and a tile tells where someone looked
        runtimeCaching: [],
      },
    }),
  ],
  worker: { format: 'es' },
  build: {
    target: 'es2022',
    modulePreload: { polyfill: false },
    // nothing as data: address, so that the policy for content can stay strict
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1200,
  },
  server: { proxy: { '/v1': 'http://127.0.0.1:8080', '/tegels': 'http://127.0.0.1:8080' } },
  test: { include: ['tests/**/*.test.{ts,tsx}'], environment: 'node' },
})

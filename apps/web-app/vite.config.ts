/** Builds the web app; in development the API is reached through a proxy on the same origin. */
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { devSettings } from './dev-settings.ts';

export default defineConfig({
  plugins: [react()],
  build: {
    manifest: true,
    target: 'es2023',
    // Data URIs for fonts and images would need a wider content policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        codeSplitting: {
          // What places a list beside its field is heavy: a page with a dialog and no such list does not load it.
          includeDependenciesRecursively: false,
          // What always comes together is one file: it packs a tenth smaller than its pieces.
          groups: [
            { name: 'floating', test: /node_modules.@floating-ui/ },
            {
              name: 'start',
              test: /@mantine.(core.esm.core|core.esm.components.(Button|UnstyledButton|Loader|Transition|ActionIcon)\b|hooks.esm.(use-color-scheme|use-isomorphic-effect|use-media-query|use-reduced-motion|use-did-update|use-id|utils))\b|node_modules.(use-sync-external-store|react|react-dom|scheduler|clsx|i18next|react-i18next|@tanstack.(react-router|router-core|history|store|react-store|query-core|react-query))\//,
            },
            {
              name: 'frame',
              test: /web-app.src.(format|keyboard).|web-app.src.api.(?!upload\.|sparse-rows)|web-app.src.ui.(icon|notices|page|problem-note|small|ui.module)\.|web-app.src.i18n.(index|page-texts|tr.(index|shell))\.|desk.filter-address|client-month.month-memory|preload-helper/,
            },
            {
              name: 'around',
              test: /web-app.src.shell.(nav|requests-link|user-button|client-switcher|keys-hint|shell.module)\.|desk.tray-query|shell.notifications.(notifications.module|bell|follow-notifications|notification-queries)/,
            },
            {
              name: 'grid',
              test: /node_modules.@tanstack.(react-virtual|virtual-core)\/|ui.data-grid.(?!column-menu)|features.views.(grid-tools|views)/,
            },
          ],
        },
      },
    },
  },
  server: {
    port: 5173,
    proxy: {
      '/api': { target: process.env.MUHASEBI_API ?? devSettings.MUHASEBI_API.fallback, changeOrigin: false },
    },
  },
});

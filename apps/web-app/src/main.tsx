/** Starts the app: language, theme, session, pages. */
import './theme/fonts.css';
import './theme/mantine-styles.ts';
import './theme/tokens.css';
import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { queryClient } from './api/session.ts';
import { startLanguage } from './i18n/index.ts';
import { loadFirstPage, router } from './routes.tsx';
import { theme } from './theme/theme.ts';
import { Notices } from './ui/notices.tsx';

await startLanguage();
loadFirstPage();
const root = document.getElementById('root');
if (root === null) throw new Error('index.html holds no #root');

createRoot(root).render(
  <StrictMode>
    <MantineProvider theme={theme} defaultColorScheme="auto">
      <QueryClientProvider client={queryClient}>
        <Notices />
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
);

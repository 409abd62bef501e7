import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createRuntime, RuntimeProvider } from './api.js';
import { createAppRouter } from './routes.js';
import './styles/main.scss';

const root = document.getElementById('root');
if (!root) throw new Error('The page has no #root');

const runtime = createRuntime();
const router = createAppRouter(runtime);

createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={runtime.queries}>
      <RuntimeProvider value={runtime}>
        <RouterProvider router={router} />
      </RuntimeProvider>
    </QueryClientProvider>
  </StrictMode>,
);

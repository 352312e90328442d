import type { Route } from '../define-route.ts';
import { catalogueRoutes } from './catalogue.ts';
import { connectionRoutes } from './connections.ts';
import { datasetRoutes } from './datasets.ts';
import { refineJobRoutes } from './refine-jobs.ts';
import { runRoutes } from './runs.ts';
import { traceRoutes } from './traces.ts';

/** Every operation of the API. */
export const ROUTES: readonly Route[] = [
  ...connectionRoutes,
  ...datasetRoutes,
  ...refineJobRoutes,
  ...runRoutes,
  ...traceRoutes,
  ...catalogueRoutes,
];

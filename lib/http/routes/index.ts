import type { Route } from '../define-route.ts';
import { catalogueRoutes } from './catalogue.ts';
import { connectionRoutes } from './connections.ts';
import { datasetRoutes } from './datasets.ts';
import { refineJobRoutes } from './refine-jobs.ts';
import { refineRecipeRoutes } from './refine-recipes.ts';
import { runRoutes } from './runs.ts';
import { scheduleRoutes } from './schedules.ts';
import { traceRoutes } from './traces.ts';
import { usageRoutes } from './usage.ts';

/** Every operation of the API. */
export const ROUTES: readonly Route[] = [
  ...connectionRoutes,
  ...datasetRoutes,
  ...refineJobRoutes,
  ...refineRecipeRoutes,
  ...runRoutes,
  ...scheduleRoutes,
  ...traceRoutes,
  ...usageRoutes,
  ...catalogueRoutes,
];

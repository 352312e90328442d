export interface RouteMatch<Target> {
  readonly routeKey: string;
  readonly pathParameters: Readonly<Record<string, string>> | undefined;
  readonly target: Target;
}

interface Route<Target> {
  readonly routeKey: string;
  readonly method: string;
  readonly pattern: RegExp;
  /** Sorts before that of a less specific route. */
  readonly rank: string;
  readonly target: Target;
}

/**
 * Finds the route of a request as API Gateway's HTTP APIs do: the most specific path first, a named method before
 * `ANY`, a greedy parameter after others, `$default` last.
 */
export const routeMatcher = <Target>(
  targetByRouteKey: ReadonlyMap<string, Target>,
): ((method: string, path: string) => RouteMatch<Target> | undefined) => {
  const routes = [...targetByRouteKey].map(([routeKey, target]) => compile(routeKey, target));
  routes.sort((left, right) => (left.rank < right.rank ? -1 : 1));
  return (method, path) => {
    for (const { routeKey, pattern, target, ...route } of routes) {
      if (route.method !== 'ANY' && route.method !== method) continue;
      const match = pattern.exec(path);
      if (match === null) continue;
      const parameters = Object.entries(match.groups ?? {}).map(([name, value]) => [name, decoded(value)]);
      return {
        routeKey,
        target,
        pathParameters: parameters.length > 0 ? Object.fromEntries(parameters) : undefined,
      };
    }
    return undefined;
  };
};

const compile = <Target>(routeKey: string, target: Target): Route<Target> => {
  if (routeKey === '$default') return { routeKey, target, method: 'ANY', pattern: /^/, rank: '9' };
  const [method = '', path = ''] = routeKey.split(' ');
  const segments = path.split('/').slice(1);
  const source = segments.map((segment) => `/${patternOf(segment)}`).join('');
  const rank = segments.map(rankOf).join('') + (method === 'ANY' ? '1' : '0');
  return { routeKey, target, method, pattern: new RegExp(`^${source}$`), rank };
};

const parameter = /^\{(\w+)(\+?)\}$/;

const patternOf = (segment: string): string => {
  const [, name, greedy] = parameter.exec(segment) ?? [];
  if (name === undefined) return segment.replace(/[^\w-]/g, '\\$&');
  return greedy === '+' ? `(?<${name}>.+)` : `(?<${name}>[^/]+)`;
};

const rankOf = (segment: string): string => {
  const [, name, greedy] = parameter.exec(segment) ?? [];
  if (name === undefined) return '2';
  return greedy === '+' ? '4' : '3';
};

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

import type { EventMatcher, EventPattern } from '../manifest/service-manifest.ts';
import type { BusEvent } from './put-events.ts';

/** Whether an event is one that a rule asks for. */
export const matchesPattern = (pattern: EventPattern, event: BusEvent | object): boolean =>
  Object.entries(pattern).every(([field, wanted]) => {
    const value: unknown = Object.entries(event).find(([name]) => name === field)?.[1];
    if (!isList(wanted)) return typeof value === 'object' && value !== null && matchesPattern(wanted, value);
    // Of a field that holds a list, one element is enough.
    return [value].flat().some((each) => wanted.some((matcher) => matchesValue(matcher, each)));
  });

const matchesValue = (matcher: EventMatcher, value: unknown): boolean =>
  typeof matcher === 'string'
    ? value !== undefined && String(value) === matcher
    : typeof value === 'string' && value.startsWith(matcher.prefix);

/** Array.isArray does not know of lists that are only read. */
const isList = (wanted: EventPattern[string]): wanted is readonly EventMatcher[] => Array.isArray(wanted);

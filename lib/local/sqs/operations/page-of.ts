import * as z from 'zod';
import { invalidParameter } from '../sqs-error.ts';

/** The input of an operation that lists in pages. */
export const pageShape = {
  MaxResults: z.int().min(1).max(1000).optional(),
  NextToken: z.string().optional(),
};

/** The items that a page holds; everything when no page size is asked for, as SQS does. */
export const pageOf = <Item>(
  items: readonly Item[],
  page: { readonly MaxResults?: number | undefined; readonly NextToken?: string | undefined },
): { readonly items: readonly Item[]; readonly nextToken: string | undefined } => {
  const { MaxResults: limit = items.length, NextToken: token = '0' } = page;
  if (!/^\d+$/.test(token)) throw invalidParameter('Invalid or expired next token.');
  const end = Number(token) + limit;
  return { items: items.slice(Number(token), end), nextToken: end < items.length ? String(end) : undefined };
};

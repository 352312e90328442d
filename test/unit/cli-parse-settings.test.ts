import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { parseSettings } from '../../lib/cli/parse-settings.ts';

const params = z.strictObject({
  pattern: z.string().default(''),
  min: z.int().default(1),
  filter: z.boolean().default(false),
  kinds: z.array(z.enum(['email', 'url'])).default([]),
});
const parsed = (...settings: readonly string[]) => parseSettings(settings, params);

describe('parseSettings', () => {
  it('reads numbers and booleans as JSON', () => {
    expect(parsed('min=10', 'filter=true')).toEqual({ min: 10, filter: true });
  });

  it('keeps the text of a parameter that is a text, whatever it looks like', () => {
    expect(parsed('pattern=123')).toEqual({ pattern: '123' });
    expect(parsed('pattern=a=b, [c]')).toEqual({ pattern: 'a=b, [c]' });
    expect(parsed('pattern=')).toEqual({ pattern: '' });
  });

  it('reads a text in quotes as JSON, so that escapes can be written', () => {
    expect(parsed(String.raw`pattern="a\nb"`)).toEqual({ pattern: 'a\nb' });
  });

  it('reads a list from JSON or from words with commas', () => {
    expect(parsed('kinds=email, url')).toEqual({ kinds: ['email', 'url'] });
    expect(parsed('kinds=["email"]')).toEqual({ kinds: ['email'] });
    expect(parsed('kinds=')).toEqual({ kinds: [] });
  });

  it('leaves the judgement of unknown and wrong parameters to the operator', () => {
    expect(parsed('min=ten', 'other=x')).toEqual({ min: 'ten', other: 'x' });
  });

  it('refuses what is not KEY=VALUE', () => {
    expect(() => parsed('min')).toThrow(expect.objectContaining({ code: 'ModelArts.72060001' }));
  });
});

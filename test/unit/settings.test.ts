import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { SETTINGS } from '../../lib/config.ts';
import { readServiceManifest } from '../../lib/local/manifest/read-service-manifest.ts';
import { localParams, parameterOf } from '../../lib/local/runner/function-environment.ts';

const settingsOf = (kind: (typeof SETTINGS)[keyof typeof SETTINGS]): readonly string[] =>
  Object.entries(SETTINGS).flatMap(([name, one]) => (one === kind ? name : []));

const marked = (name: string): string => `the value of ${name}`;
const params = Object.fromEntries(
  settingsOf('parameter').map((name) => [parameterOf(name), marked(name)] as const),
);
const { functions } = readServiceManifest(readFileSync('serverless.yml', 'utf8'), { stage: 'local', params });
const valuesOf = (name: string): readonly unknown[] =>
  functions.flatMap(({ environment }) => (name in environment ? [environment[name]] : []));

describe('the environment of a deployment', () => {
  it.each(settingsOf('parameter'))('hands on what its parameter says of %s', (name) => {
    expect(new Set(valuesOf(name))).toEqual(new Set([marked(name)]));
  });

  it.each(settingsOf('resource'))('sets %s', (name) => {
    expect(valuesOf(name)).not.toEqual([]);
  });

  it('sets nothing that nobody reads', () => {
    const names = new Set(functions.flatMap(({ environment }) => Object.keys(environment)));
    names.delete('NODE_OPTIONS'); // which Node reads
    expect([...names].filter((name) => !(name in SETTINGS))).toEqual([]);
  });

  it('tells every function who judges and who answers, for any may check a recipe', () => {
    const names = settingsOf('parameter').filter((name) => /^(MODEL|MODERATION)_/.test(name));
    const told = names.filter((name) => !name.endsWith('_API_KEY'));
    for (const name of told) expect(valuesOf(name)).toHaveLength(functions.length);
  });

  it('gives keys of models to those alone that ask', () => {
    const holders = (name: string) => functions.flatMap((one) => (name in one.environment ? one.name : []));
    expect(holders('MODEL_API_KEY')).toEqual(['refineShard', 'httpApi']);
    expect(holders('MODERATION_API_KEY')).toEqual(['refineShard', 'httpApi']);
  });

  it('can be given every parameter on one machine', () => {
    expect(Object.keys(localParams())).toEqual(expect.arrayContaining(Object.keys(params)));
  });
});

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { TableDefinition } from '../manifest/service-manifest.ts';

export const startDynamodb = async ({ directory, port = 0, tables }: { directory: string; port?: number; tables: readonly TableDefinition[] }) => {
  mkdirSync(directory, { recursive: true });
  const actual = port || await (async () => { const s = createServer().listen(0, '127.0.0.1'); await once(s, 'listening'); const a = s.address() as any; s.close(); return a.port as number; })();
  const binary = createRequire(import.meta.url).resolve('@dynoxide/linux-x64/package.json').replace('package.json', 'dynoxide');
  const child = spawn(binary, ['serve', '--port', String(actual), '--db-path', join(directory, 'db.sqlite')], { stdio: 'ignore' });
  const url = `http://127.0.0.1:${actual}`;
  for (let i = 0; i < 400; i++) { try { await fetch(url); break; } catch { await new Promise((r) => setTimeout(r, 5)); } }
  for (const t of tables) {
    const ks = (k: any) => [{ AttributeName: k.hash, KeyType: 'HASH' }, ...(k.range ? [{ AttributeName: k.range, KeyType: 'RANGE' }] : [])];
    const res = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': 'DynamoDB_20120810.CreateTable', 'x-amz-date': '20260101T000000Z', authorization: 'AWS4-HMAC-SHA256 Credential=local/20260101/eu-west-1/dynamodb/aws4_request, SignedHeaders=host, Signature=x' }, body: JSON.stringify({ TableName: t.name, BillingMode: 'PAY_PER_REQUEST', AttributeDefinitions: t.attributes.map((a) => ({ AttributeName: a.name, AttributeType: a.type })), KeySchema: ks(t.key), GlobalSecondaryIndexes: t.indexes.map((i) => ({ IndexName: i.name, KeySchema: ks(i.key), Projection: { ProjectionType: i.projection } })) }) });
    console.error(await res.text());
  }
  return { url, port: actual, stop: async () => { child.kill(); await once(child, 'exit'); } };
};

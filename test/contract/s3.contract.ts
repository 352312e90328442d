import { describe } from 'vitest';
import { describeBuckets } from './s3-buckets.contract.ts';
import { describeConditions } from './s3-conditions.contract.ts';
import { describeCopies } from './s3-copies.contract.ts';
import { describeIntegrity } from './s3-integrity.contract.ts';
import { describeListing } from './s3-listing.contract.ts';
import { describeMultipart } from './s3-multipart.contract.ts';
import { describeObjects } from './s3-objects.contract.ts';
import { describePresigned } from './s3-presigned.contract.ts';
import type { S3Endpoint } from './s3-subject.ts';

/** What Sluice needs of S3, as checks on an endpoint. */
export function describeS3(name: string, create: () => Promise<S3Endpoint>): void {
  describe(name, () => {
    describeBuckets(create);
    describeObjects(create);
    describeIntegrity(create);
    describeConditions(create);
    describeListing(create);
    describeCopies(create);
    describeMultipart(create);
    describePresigned(create);
  });
}

import middy from '@middy/core';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { AwsPorts } from '../adapters/aws-ports.ts';
import { type ApiResponse, handleRequest } from '../http/handle-request.ts';

/** The HTTP API behind API Gateway's payload 2.0. */
export const httpHandler = (ports: AwsPorts) =>
  middy(async (event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> => {
    const { requestContext, rawPath, queryStringParameters, body, isBase64Encoded } = event;
    const reply = await handleRequest(ports, {
      method: requestContext.http.method,
      path: rawPath,
      query: queryStringParameters ?? {},
      body: body !== undefined && isBase64Encoded ? Buffer.from(body, 'base64').toString('utf8') : body,
      user: callerOf(event),
      requestId: requestContext.requestId,
      ifMatch: event.headers['if-match'],
    });
    return gatewayReply(reply);
  });

/** Bytes travel in base64. */
const gatewayReply = ({ status, body, headers }: ApiResponse): APIGatewayProxyStructuredResultV2 => ({
  statusCode: status,
  headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
  ...(body instanceof Uint8Array
    ? { body: Buffer.from(body).toString('base64'), isBase64Encoded: true }
    : { body: JSON.stringify(body) }),
});

/** Who the gateway's authorizer says it is; without one, on one machine, whoever the caller says. */
const callerOf = ({ requestContext, headers }: APIGatewayProxyEventV2): string => {
  const { authorizer } = requestContext as {
    readonly authorizer?: { readonly iam?: { readonly userArn?: string } };
  };
  return authorizer?.iam?.userArn ?? headers['x-sluice-user'] ?? 'anonymous'; // the payload's type leaves IAM out
};

// Stands for Lambda's Node.js runtime: what asks the Runtime API for events and calls the handler, with one
// connection that is kept. It leaves out X-Ray, response streaming and AWS's own native HTTP client.
'use strict';
const http = require('http');

const [host, port] = process.env.AWS_LAMBDA_RUNTIME_API.split(':');
const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });

function call(method, path, body) {
  return new Promise((resolve, reject) => {
    const headers = body === undefined ? {} : { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) };
    const request = http.request({ host, port, method, path: '/2018-06-01/runtime/' + path, agent, headers }, (response) => {
      const chunks = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('end', () => resolve({ headers: response.headers, body: Buffer.concat(chunks).toString() }));
    });
    request.on('error', reject);
    request.end(body);
  });
}

async function main() {
  const [module, name] = process.env._HANDLER.split('.');
  const handler = require('./' + module)[name];
  for (;;) {
    const next = await call('GET', 'invocation/next');
    const id = next.headers['lambda-runtime-aws-request-id'];
    try {
      const answer = await handler(JSON.parse(next.body), { awsRequestId: id });
      await call('POST', `invocation/${id}/response`, JSON.stringify(answer));
    } catch (error) {
      console.error(error);
      await call('POST', `invocation/${id}/error`, JSON.stringify({ errorMessage: error.message, errorType: error.name }));
    }
  }
}

main();

/** The sandbox's API Gateway: HTTP APIs, which it serves. */
package dev.chirp.internal.sandbox.apigateway;

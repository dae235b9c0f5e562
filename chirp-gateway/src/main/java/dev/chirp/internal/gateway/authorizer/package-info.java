/** The authorizers of HTTP APIs: tokens, Lambda functions and their cache. */
package dev.chirp.internal.gateway.authorizer;

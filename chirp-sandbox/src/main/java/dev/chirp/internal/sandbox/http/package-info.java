/** The server, and the request, response and error types that the sandbox's services share. */
package dev.chirp.internal.sandbox.http;

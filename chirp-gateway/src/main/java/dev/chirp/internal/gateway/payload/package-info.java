/** Payload format 2.0: the event of a request, and the response of a function's result. */
package dev.chirp.internal.gateway.payload;

/** HTTP/1.1 on loopback: requests and responses as values, and a server for both. */
package dev.chirp.internal.gateway.http;

/** Route keys, and which route answers a request. */
package dev.chirp.internal.gateway.route;

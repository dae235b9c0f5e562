/**
 * HTTP APIs and function URLs, as AWS behaves: a request in, the response of its function out. The
 * sandbox and a local API use it, so that they cannot differ.
 */
package dev.chirp.internal.gateway;

/** The OpenAPI document of a project's routes. */
package dev.chirp.internal.serve.openapi;

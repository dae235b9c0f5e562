/**
 * Floor 2: what a function needs to bring its own Java: a runtime image with the modules that it
 * uses, and an AOT cache that was trained with the project's event files. Knows neither Lambda's
 * API nor Maven.
 */
package dev.chirp.internal.selfcontained;

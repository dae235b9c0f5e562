/**
 * Floor 2: the Java that a function brings along: a runtime image with the modules that it uses,
 * and an AOT cache trained with the project's event files. Knows neither Lambda's API nor Maven.
 */
package dev.chirp.internal.selfcontained;

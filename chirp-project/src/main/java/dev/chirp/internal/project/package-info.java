/**
 * Floor 1: which functions the compiled project has, and their settings. Knows neither Maven nor
 * AWS.
 */
package dev.chirp.internal.project;

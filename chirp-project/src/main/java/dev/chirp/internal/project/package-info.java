/**
 * Floor 1: the functions of the compiled project, and their settings. Knows neither Maven nor AWS.
 */
package dev.chirp.internal.project;

/**
 * Floor 3: the project's deployment package in each packaging, and the local run of one function.
 * Knows neither Maven nor AWS.
 */
package dev.chirp.internal.packaging;

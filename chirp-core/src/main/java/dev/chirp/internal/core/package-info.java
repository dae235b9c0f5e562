/** Floor 0: values and services that all other packages share. Knows neither Maven nor AWS. */
package dev.chirp.internal.core;

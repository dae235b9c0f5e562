/** Floor 0: what every other package of the plugin speaks in. Knows neither Maven nor AWS. */
package dev.chirp.internal.core;

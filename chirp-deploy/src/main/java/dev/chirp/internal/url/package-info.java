/** Floor 2: functions' URLs: what is there, what is wanted, and the change. */
package dev.chirp.internal.url;

/** Floor 2: the functions' URLs: actual state, desired state, and the difference as a plan. */
package dev.chirp.internal.url;

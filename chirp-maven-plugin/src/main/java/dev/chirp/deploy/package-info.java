/** Floor 2: brings functions to Lambda and takes them away: plan, apply, prove, report. */
package dev.chirp.deploy;
